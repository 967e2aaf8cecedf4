import { type Clock, isPast } from '#lane';
import type { TrackerAdapter, WriteCall } from '#ports/tracker';
import { fromNode, turnOf } from './node-turn.js';
import { toldToWait } from './told-to-wait.js';
import { tooLate } from './too-late.js';
import type { World } from './world.js';

/** Whether it is too late is seen where a call leaves its node, by the clocks of that node. */
const NEVER_LATE: WriteCall['sendBy'] = { wall: Infinity, monotonic: Infinity };

/**
 * The tracker as one node reaches it: what the node has sent takes effect whatever becomes of the node, and no answer
 * reaches one that stands still.
 */
export function trackerFrom(
  { name, clock }: { name: string; clock: Clock },
  { to, toldOfAll }: { to: TrackerAdapter; toldOfAll: () => void },
  { clock: world, observed, work, passes, cameTooSoon, takes }: World,
): TrackerAdapter {
  const wait = toldToWait(world, () => cameTooSoon(name, 'the tracker'));
  const { capabilities, identity, files } = to;
  const there = <A extends unknown[], T>(call: (...args: A) => Promise<T>) => {
    return (...args: A) => fromNode(clock, takes('tracker'), () => call(...args));
  };
  /** What is uploaded while a write is prepared is no attempt: it goes on although another call was told to wait. */
  const written = <A extends unknown[], T>(call: (by: WriteCall, ...args: A) => Promise<T>, isAttempt = true) => {
    const sent = there(async (by: WriteCall, ...args: A) => {
      await turnOf(clock, takes('socket'));
      if (isPast(clock, by.sendBy)) return call(tooLate(by), ...args);
      if (by.signal.aborted) return call(by, ...args);
      observed.sent(by);
      if (isAttempt) wait.sends(by);
      const answered = call({ ...by, sendBy: NEVER_LATE }, ...args);
      work.sent(by, answered);
      passes(name, 'sent');
      return answered.finally(() => passes(name, 'answered'));
    });
    return (...args: [WriteCall, ...A]) => {
      const heard = sent(...args);
      heard.catch(wait.heard);
      return heard;
    };
  };
  return {
    capabilities,
    identity,
    checkAccess: there(to.checkAccess),
    directories: there(to.directories),
    listIssues: there(to.listIssues),
    readIssue: there(to.readIssue),
    baseline: there(to.baseline),
    itemsAbove: there(to.itemsAbove),
    createIssue: written(to.createIssue),
    addComment: written(to.addComment),
    readChanges: there(async (...args) => {
      const page = await to.readChanges(...args);
      if (page.complete) toldOfAll();
      return page;
    }),
    files: files && { upload: written(files.upload, false), open: there(files.open) },
  };
}
