import { setTimeout as wait } from 'node:timers/promises';
import { type Contender, interleave } from '../../compare/interleave.js';
import { type KafkaOptions, startKafkaMode } from '../modes/kafka-mode.js';
import { type Played, playBurst, usageWhile } from '../modes/mode.js';
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
export type Series = { rounds: number; messages: number; warmUp: number; restMs: number };
export type Size = Omit<KafkaOptions, 'lanes' | 'pollSeconds' | 'webhooks'>;

/**
 * CPU of a message (ms), by size and round. Each size has a cluster of its own, which runs until all rounds are over; everyone has
 * written before, so that it is comments alone. What was played is added to `bursts`.
 */
export async function playSeries(
  { rounds, messages, warmUp, restMs }: Series,
  sizes: Readonly<Record<string, Size>>,
  bursts: Played[],
): Promise<Record<string, number>[]> {
  await using endings = new AsyncDisposableStack();

  async function contenderOf(size: Size): Promise<Contender> {
    const mode = await startKafkaMode({ ...size, lanes: LANES, pollSeconds: POLL_SECONDS, webhooks: true });
    endings.defer(mode.stop);
    const readyAt = performance.now();
    const clear = () => wait(untilClear(performance.now() - readyAt));
    let first = 0;
    const play = async (count: number) => {
      const played = await playBurst(mode, { first, messages: count, withinMs: WITHIN_MS, quietMs: QUIET_MS });
      first += count;
      return played;
    };
    await play(warmUp * size.people);
    await clear();
    await wait(restMs);
    const rest = await usageWhile(mode, () => wait(restMs));
    return async () => {
      await clear();
      const played = await play(messages);
      bursts.push(played);
      return beyondRest(played.usage, rest) / messages;
    };
  }

  const contenders: Record<string, Contender> = {};
  for (const [name, size] of Object.entries(sizes)) {
    contenders[name] = await contenderOf(size);
    process.stderr.write(`bench: ${name}: everyone has written.\n`);
  }
  return await interleave(contenders, rounds);
}
