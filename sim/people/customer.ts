import { newsChatOf } from '../world/cast.js';
import type { Outside } from '../world/outside.js';
import type { World } from '../world/world.js';
import type { PutIn } from './put-in.js';
import { SAME } from './utter.js';

/** Customers who write on an issue of theirs in the tracker itself, beside their chat: to them that is no news. */
export function createCustomers(world: World, { desk, tracker, cast }: Outside, putIn: PutIn) {
  let said = 0;

  return function write(who: number): void {
    const linked = cast.members.flatMap(({ account, name, home }) => (account && !home ? [{ account, name }] : []));
    const one = linked[who % linked.length];
    const issue = [...tracker.issues.values()].findLast(({ author }) => author === one?.account.id);
    if (!one || !issue) return;
    said += 1;
    const { account, name } = one;
    const text = said % 3 === 0 ? SAME : `${name} writes by hand, ${said}`;
    const id = tracker.comment(account, issue.id, text, false, []);
    const known = cast.members.filter((member) => text === SAME || member.account === account).map(newsChatOf);
    putIn.comment({ at: world.clock.monotonic(), issue: issue.id, id, account: account.id, text, chats: [], known });
    world.trace.note(`${name} writes «${text}» on #${issue.id} in the tracker`);
    world.hint(desk, issue.id, id);
  };
}
