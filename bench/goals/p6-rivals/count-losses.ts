import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { receivedBy } from '../../phases/counts.js';
import type { Contender } from './contender.js';
import { withContenders } from './stage.js';
import { CONTENDERS, type Name, type Stand } from './stand.js';
import { momentsIn } from './moments-in.js';

/** `kills`: of each contender, while messages arrive for `loadMs`. */
export type LossesPlan = { perSecond: number; loadMs: number; kills: number; logs: string };
/**
 * Of the messages that were sent: how many the tracker never had, had twice, had before an earlier one of the same person, or had
 * without their file.
 */
export type Losses = {
  contender: Name;
  sent: number;
  lost: number;
  doubled: number;
  swapped: number;
  withoutFile: number;
};

/** Each of them writes again while what came before is still under way, where somebody was killed. */
const CROWD = { desks: 200, people: 400 };
/** As a Redmine takes: killed are those that wait for one. */
const TRACKER_MS = 200;
/** Until it is started again, as by whoever looks after it. */
const DOWN_MS = 1_000;
const LOOK_MS = 1_000;
/** So long nothing has come to the tracker: and nothing will, whether all is there or not. */
const QUIET_MS = { complete: 20_000, incomplete: 60_000 };

const Arrived = z.object({ times: z.array(z.number()) });

/**
 * What kill -9 costs: each contender is killed as often (Relaydesk one service after another, a bot as a whole), at the same
 * moments of the same load, all side by side, and started again. What is not answered 200 is posted again, as Telegram does it.
 */
export async function countLosses({ perSecond, loadMs, kills, logs }: LossesPlan): Promise<Losses[]> {
  return withContenders({ crowd: CROWD, trackerMs: TRACKER_MS, logs }, async (contenders) => {
    const count = async (contender: Name): Promise<Losses> => {
      const { stand, start, stop } = contenders[contender];
      await start();
      const asked = { what: 'insist', first: 0, perSecond, lengthMs: loadMs };
      const [{ times }] = await Promise.all([
        stand.load.ask(asked, Arrived),
        killInTurn(contenders[contender], loadMs, kills),
      ]);
      const sent = times.length;
      const { received, doubled, swapped, withoutFile } = await untilQuiet(stand, sent);
      await stop();
      return { contender, sent, lost: sent - received, doubled, swapped, withoutFile };
    };
    return Promise.all(CONTENDERS.map(count));
  });
}

async function killInTurn({ members, kill, revive }: Contender, loadMs: number, kills: number): Promise<void> {
  const begin = performance.now();
  for (const [i, at] of momentsIn(loadMs, kills).entries()) {
    await wait(Math.max(0, begin + at - performance.now()));
    const member = members[i % members.length] ?? '';
    await kill(member);
    await wait(DOWN_MS);
    await revive(member);
  }
}

async function untilQuiet(stand: Stand, sent: number) {
  let last = await receivedBy(stand);
  for (let since = performance.now(); ; await wait(LOOK_MS)) {
    const now = await receivedBy(stand);
    if (now.received !== last.received || now.doubled !== last.doubled) since = performance.now();
    last = now;
    const quiet = now.received < sent ? QUIET_MS.incomplete : QUIET_MS.complete;
    if (performance.now() - since > quiet) return now;
  }
}
