import { setTimeout as wait } from 'node:timers/promises';
import { type Contender, interleave } from '../../compare/interleave.js';
import { say } from '../../say.js';
import { type KafkaOptions, startWebhookMode } from '../modes/kafka-mode.js';
import { type Arriving, playArrivals, playBurst, type Played, usageWhile } from '../modes/mode.js';
import { beyondRest } from './flatness.js';
import { POLL_SECONDS, untilClear } from './polls.js';

const LANES = 4;
const WITHIN_MS = 300_000;
/** No polls fall into a turn, so that nothing is said any more soon after the last answer. */
const QUIET_MS = 3_000;

/**
 * `warmUp`: how often everyone has written before. `restMs`: how long a cluster is watched at rest, after having rested as long; what
 * it costs then is none of a message's.
 */
export type Series = { rounds: number; load: Omit<Arriving, 'seed'>; warmUp: number; restMs: number };
export type Size = Omit<KafkaOptions, 'lanes' | 'pollSeconds'>;

/**
 * CPU of a message (ms), by size and round. Each size has a cluster of its own, which runs until all rounds are over; everyone has
 * written before, so that it is comments alone. In a round people write to all sizes at the same times. What was played is added to
 * `bursts`.
 */
export async function playSeries(
  { rounds, load, warmUp, restMs }: Series,
  sizes: Readonly<Record<string, Size>>,
  bursts: Played[],
): Promise<Record<string, number>[]> {
  await using endings = new AsyncDisposableStack();

  async function contenderOf(size: Size): Promise<Contender> {
    const mode = await startWebhookMode({ ...size, lanes: LANES, pollSeconds: POLL_SECONDS });
    endings.defer(mode.stop);
    const readyAt = performance.now();
    const clear = () => wait(untilClear(performance.now() - readyAt));
    const until = { withinMs: WITHIN_MS, quietMs: QUIET_MS };
    let first = warmUp * size.people;
    await playBurst(mode, { first: 0, messages: first, ...until });
    await clear();
    await wait(restMs);
    const rest = await usageWhile(mode, () => wait(restMs));
    return async (round) => {
      await clear();
      const played = await playArrivals(mode, { ...load, seed: round }, { first, ...until });
      first += played.messages;
      bursts.push(played);
      return beyondRest(played.usage, rest) / played.messages;
    };
  }

  const contenders: Record<string, Contender> = {};
  for (const [name, size] of Object.entries(sizes)) {
    contenders[name] = await contenderOf(size);
    say(`${name}: everyone has written.`);
  }
  return await interleave(contenders, rounds);
}
