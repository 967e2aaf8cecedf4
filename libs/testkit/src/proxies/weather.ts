/**
 * What happens to bytes on their way, from now on and on connections that are open already:
 *
 * - `clear`: they pass;
 * - `{ delayMs }`: they pass that much later, in order;
 * - `hang`: they wait, both ways, until the weather changes; new connections are taken and wait too;
 * - `lose-answers`: what the client says arrives, what the server answers is thrown away (a half-open connection);
 * - `refuse`: open connections are cut, new ones end as soon as they begin.
 */
export type Weather = 'clear' | { delayMs: number } | 'hang' | 'lose-answers' | 'refuse';

/** One sky for each client: who comes anew finds the weather that was last made for all. */
export function skiesOf() {
  const skies = new Map<string, Sky>();
  let general: Weather = 'clear';
  const over = (from: string): Sky => {
    const sky = skies.get(from) ?? skyOf(general);
    skies.set(from, sky);
    return sky;
  };
  return {
    over,
    turn(weather: Weather, from?: string): void {
      if (from !== undefined) return over(from).turn(weather);
      general = weather;
      for (const sky of skies.values()) sky.turn(weather);
    },
  };
}

type Sky = {
  now(): Weather;
  turn(weather: Weather): void;
  /** Resolves once bytes in this direction may go on: true, or false where they are lost. */
  passes(direction: 'request' | 'answer'): Promise<boolean>;
};

function skyOf(first: Weather): Sky {
  let weather = first;
  let changed = Promise.withResolvers<void>();
  return {
    now: () => weather,
    turn(next) {
      weather = next;
      changed.resolve();
      changed = Promise.withResolvers();
    },
    async passes(direction) {
      while (weather === 'hang') await changed.promise;
      if (typeof weather === 'object') {
        const { delayMs } = weather;
        await new Promise((resolve) => setTimeout(resolve, delayMs));
      }
      return weather !== 'refuse' && !(weather === 'lose-answers' && direction === 'answer');
    },
  };
}
