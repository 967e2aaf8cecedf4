import { type Cast, newsChatOf, SERVICE } from '../world/cast.js';
import type { Outside } from '../world/outside.js';
import type { World } from '../world/world.js';
import type { PutIn } from './put-in.js';

/** Engineers who answer in the tracker, sometimes among themselves. A webhook tells of it, unless it is lost. */
export function createEngineers(world: World, { desk, tracker, cast }: Outside, putIn: PutIn) {
  let said = 0;

  return function comment(dice: number, hush: boolean): boolean {
    const issues = [...tracker.issues.values()];
    const issue = issues[Math.floor(dice * issues.length)];
    const engineer = cast.engineers[said % cast.engineers.length];
    if (!issue || !engineer) return false;
    said += 1;
    const text = `answer-${said} of ${desk}${hush ? ' among ourselves' : ''}`;
    const id = tracker.comment(engineer, issue.id, text, hush, []);
    const chats = chatsOf(cast, issue, hush);
    putIn.comment({ at: world.clock.monotonic(), issue: issue.id, id, account: engineer.id, text, chats });
    world.trace.note(`${engineer.login} writes «${text}» on #${issue.id}`);
    world.hint(desk, issue.id, id);
    return true;
  };
}

/**
 * Where those read who made an issue: all chats of its author; for one that was made for somebody without an account the chat it was made for. What is
 * hushed up only colleagues are told.
 */
function chatsOf({ members }: Cast, { author, description }: { author: string; description: string }, hush: boolean) {
  const theirs = members.filter(({ account, name }) =>
    author === SERVICE.id ? description.startsWith(`from ${name},`) : account?.id === author,
  );
  return theirs.filter(({ home }) => home || !hush).map(newsChatOf);
}
