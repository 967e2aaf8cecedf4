import { setTimeout as wait } from 'node:timers/promises';
import { randomFrom } from '../../bench/load/random-from.js';
import { between, oneOf, type Strike } from './strike.js';

/** What is asked of it is answered by nobody, on connections that stay: it hangs, or a network has forgotten them. */
const hung = (who: 'tracker' | 'messenger'): Strike => ({
  kind: `${who}-hung`,
  async strike({ toTracker, toMessenger }, random) {
    const ms = between(5_000, 15_000, random);
    const way = who === 'tracker' ? toTracker : toMessenger;
    const fault = oneOf(['hang-before', 'hang-after'] as const, random);
    const hangs = way.plan(() => true, fault, Infinity);
    await wait(ms);
    hangs.lift();
    return { what: `the ${who} hung for ${ms} ms, ${fault === 'hang-before' ? 'before' : 'after'} it had acted` };
  },
});

const cut = (who: 'tracker' | 'messenger'): Strike => ({
  kind: `${who}-cut`,
  async strike({ toTracker, toMessenger }, random) {
    const ms = between(1_000, 5_000, random);
    const way = who === 'tracker' ? toTracker : toMessenger;
    const cutting = way.plan(() => true, oneOf(['cut-before', 'cut-after'] as const, random), Infinity);
    await wait(ms);
    cutting.lift();
    return { what: `cut every connection that the ${who} was asked on for ${ms} ms` };
  },
});

export const ON_OUTSIDE: readonly Strike[] = [
  hung('tracker'),
  cut('tracker'),
  hung('messenger'),
  cut('messenger'),
  {
    kind: 'tracker-broke-off',
    async strike({ toTracker }, random) {
      const ms = between(5_000, 15_000, random);
      // How many writes there will be nobody knows: the draws of later strikes may not depend on it.
      const each = randomFrom(between(0, 1e9, random));
      const losing = toTracker.plan(({ method }) => method !== 'GET' && each() < 0.3, 'cut-after', Infinity);
      await wait(ms);
      losing.lift();
      return { what: `the tracker broke off after three in ten writes for ${ms} ms` };
    },
  },
  {
    kind: 'messenger-lost-answers',
    async strike({ simulator: { faults } }, random) {
      const ms = between(5_000, 10_000, random);
      const fault = faults.add({ kind: 'drop-after', chance: 0.3 });
      await wait(ms);
      faults.remove(fault);
      return { what: `Telegram lost three in ten answers for ${ms} ms` };
    },
  },
  {
    kind: 'messenger-throttled',
    async strike({ simulator: { faults } }, random) {
      const retryAfter = between(1, 5, random);
      const times = between(1, 3, random);
      const method = oneOf(['sendMessage', 'editMessageText'] as const, random);
      faults.add({ kind: 'throttle', method, retryAfter, times });
      return { what: `Telegram wants ${retryAfter} s of silence after each of ${times} ${method}` };
    },
  },
];
