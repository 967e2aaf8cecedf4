import { strike } from './faults/strike.js';
import { endOf } from './faults/troubles.js';
import { createCustomers } from './people/customer.js';
import { createEngineers } from './people/engineer.js';
import { createLinkers } from './people/linker.js';
import { createOperator, type Operator } from './people/operator.js';
import { createPutIn, type PutIn } from './people/put-in.js';
import { createWriter } from './people/writer.js';
import type { Act, Plan } from './plan.js';
import { bringUpdates } from './world/webhook.js';
import type { Outside } from './world/outside.js';
import { createWorld, type World } from './world/world.js';
import { isAtRest, unfinished } from './world/at-rest.js';

/** After the last that happens all is at rest within so long, or never: by clocks far apart each window takes two minutes. */
const REST_WITHIN_MS = 3_600_000;
/** Whether it is over is looked at so often: each look goes through everything. */
const LOOK_AGAIN_MS = 100;
/** Whoever waits for something tries again so much later. */
const LATER_MS = 1_000;
/** So often everybody is told once more of all that changed in their tracker, */
const FEED_PASSES_AFTERWARDS = 2;
/** within so long, where the next time is meant by a clock that was two minutes ahead. */
const AFTERWARDS_MS = 135_000;
const WEEK_MS = 604_800_000;
/** Where a tracker is gone, desks give up after so long, and not after a week. */
const GIVE_UP_AFTER_MS = 40_000;

/** What was played at one desk. */
export type DeskRun = { outside: Outside; putIn: PutIn };

function playDesk(world: World, { outside, putIn }: DeskRun, operator: Operator) {
  return {
    outside,
    putIn,
    writers: outside.cast.members.map((member) => createWriter(world, outside, { putIn, operator }, member)),
    linkers: createLinkers(world, outside, putIn),
    comment: createEngineers(world, outside, putIn),
    write: createCustomers(world, outside, putIn),
  };
}

/** One run, from the first word to the last echo. */
export async function runPlan(plan: Plan, options: { keepTrace?: boolean } = {}) {
  const isGivenUp = plan.strikes.some(({ what }) => what === 'the tracker is gone');
  const world = createWorld({ ...plan, ...options, giveUpAfterMs: isGivenUp ? GIVE_UP_AFTER_MS : WEEK_MS });
  const runs = world.outsides.map((outside): DeskRun => ({ outside, putIn: createPutIn(outside.cast) }));
  const operator = createOperator(world, runs, isGivenUp);
  const desks = runs.map((run) => playDesk(world, run, operator));
  const writers = desks.flatMap((desk) => desk.writers);
  for (let i = 0; i < plan.nodes; i += 1) world.start();
  if (plan.byWebhook) for (const outside of world.outsides) void bringUpdates(world, outside);

  /** One where something is written about already. */
  function anyDesk(dice: number) {
    const begun = desks.filter(({ outside }) => outside.tracker.issues.size > 0);
    return begun[dice % begun.length];
  }

  /** False where whoever it is up to waits for something first. */
  function act({ what, who, dice }: Act): boolean {
    switch (what) {
      case 'say':
      case 'reply':
        return writers[who % writers.length]?.say(dice, what === 'reply') ?? true;
      case 'edit':
        return writers[who % writers.length]?.edit(dice) ?? true;
      case 'comment':
      case 'comment privately':
        return anyDesk(who)?.comment(dice, what === 'comment privately') ?? false;
      case 'link':
        return desks[who % desks.length]?.linkers.link(who) ?? true;
      case 'write in the tracker':
        anyDesk(who)?.write(who);
        return true;
    }
  }

  let left = plan.acts.length;
  /** Where one has to wait the next one says it: else a few who are behind would keep everybody. */
  const insist = (one: Act): void => {
    if (act(one)) left -= 1;
    else world.clock.after(LATER_MS, () => insist({ ...one, who: one.who + 1 }));
  };
  for (const one of plan.acts) world.clock.after(one.at, () => insist(one));
  for (const one of plan.strikes) world.clock.after(one.at, () => strike(world, one));
  /** What says soonest that it is not comes first. */
  const isOver = () =>
    left === 0 &&
    isAtRest(world) &&
    operator.isDone() &&
    desks.every(({ linkers }) => linkers.isDone()) &&
    writers.every((writer) => writer.isDone());
  let lookedAt = -LOOK_AGAIN_MS;
  const rests = () => {
    if (world.clock.monotonic() < lookedAt + LOOK_AGAIN_MS) return false;
    lookedAt = world.clock.monotonic();
    return isOver();
  };
  const most = REST_WITHIN_MS + Math.max(0, ...plan.acts.map(({ at }) => at), ...plan.strikes.map(endOf));
  const came = await world.clock.run(rests, most).then(
    () => isOver(),
    () => false,
  );
  if (came) {
    const enough = world.outsides.map(({ feedPasses }) => ({
      feedPasses,
      least: feedPasses() + FEED_PASSES_AFTERWARDS,
    }));
    const isFollowed = () => enough.every(({ feedPasses, least }) => feedPasses() >= least);
    await world.clock.run(isFollowed, AFTERWARDS_MS).catch(() => undefined);
    await world.clock.run(rests, REST_WITHIN_MS).catch(() => undefined);
  }
  for (const node of [...world.nodes]) world.kill(node);
  const stuck = () => {
    const waiting = writers.flatMap((writer) => writer.waitsFor());
    return [...(left > 0 ? [`${left} acts are left`] : []), ...waiting, ...unfinished(world)].join('; ');
  };
  return { world, desks: runs as readonly DeskRun[], operator, cameToRest: came, stuck };
}

export type Run = Awaited<ReturnType<typeof runPlan>>;
