import { chatKeyOf, type Member, personOf } from '../world/cast.js';
import type { Outside } from '../world/outside.js';
import type { World } from '../world/world.js';
import { createDecider, named } from './decider.js';
import type { Operator } from './operator.js';
import { type PutIn, toIssue } from './put-in.js';
import { invites, isGreeting, issueOf } from './screen.js';
import { fashionOf, SAME, utter } from './utter.js';

/** Of ten so many smile. */
const SMILING = 4;
/** A draft takes a hundred messages. Whoever has said so many, and a last album, decides before they go on. */
const MOST_OPEN = 90;

/**
 * Somebody who writes in a chat. They say nothing that could be taken either way: no new words between a press and what
 * comes of it, and nothing at all after a reply that was not taken yet, or while words of theirs came back to them.
 */
export function createWriter(
  world: World,
  outside: Outside,
  knowing: { putIn: PutIn; operator: Operator },
  member: Member,
) {
  const { clock, trace } = world;
  const { putIn, operator } = knowing;
  const decider = createDecider(world, outside, knowing, member);
  const { messages } = decider;
  let said = 0;
  let greeted = false;
  const inGroup = member.home !== undefined;

  /** Says something, if there is nothing they wait for. `answers`: as a reply, where there is something to reply to. */
  function say(dice: number, answers: boolean): boolean {
    if (member.isLinking || decider.isBusy() || decider.isUpToOthers() || decider.open() >= MOST_OPEN) return false;
    // A menu shows the beginning of an utterance only: behind much else a reply that is asked about would not be seen.
    const answered = whatToAnswer(dice, answers && decider.open() <= 1);
    if (inGroup && !answered) return greet();
    // They would join a reply that is asked about.
    if (!answered && decider.asked() > 0) return false;
    const issue = answered && issueOf(answered);
    const how = fashionOf(dice);
    const text = textOf(dice, how === 'words' && (!answered || decider.undecided() === 0));
    trace.note(
      `${member.name} says «${text}»${issue ? ` about #${issue}` : ''}${how === 'words' ? '' : `, with ${how}`}`,
    );
    const to = !member.account ? named(member, 0) : issue ? toIssue(outside.desk, issue) : undefined;
    // Nobody is asked about what somebody wrote who is not linked.
    const smiles = member.account !== undefined && text !== SAME && (dice * 100_000) % 10 < SMILING;
    const fashion = answered && how === 'album' ? 'file' : how;
    const words = utter(member.chat, fashion, text, { replyTo: answered?.id, smiles }).map((one) =>
      putIn.wrote(member, clock.monotonic(), one, to),
    );
    if (member.account && answered) decider.reply(words[0], answered.id, invites(answered));
    else if (member.account) decider.wonder(words);
    decider.lookLater();
    return true;
  }

  /** Changes a message of theirs, if what comes of it cannot be taken either way: once it was decided about it stays as it was. */
  function edit(dice: number): boolean {
    if (decider.isPressing() || !member.account || world.trouble.gone || decider.isUpToOthers()) return true;
    const own = putIn.words.filter(({ chat, files }) => chat === chatKeyOf(member) && files?.length === 0);
    const words = own[Math.floor(dice * own.length)];
    if (!words || words.person !== personOf(member) || words.text === SAME) return true;
    const text = `${words.text}, I think`;
    trace.note(`${member.name} edits «${words.text}»`);
    member.chat.edit(words.message, text);
    if (decider.isOpen(words)) putIn.reword(words, text);
    return true;
  }

  /** A message of the channel's to reply to. In a group nothing else counts. */
  function whatToAnswer(dice: number, answers: boolean) {
    const known = answers ? messages().filter((message) => issueOf(message) !== undefined) : [];
    return known[Math.floor(dice * known.length)] ?? (inGroup ? messages().find(isGreeting) : undefined);
  }

  /** Has the channel say something, so that there is something to answer. */
  function greet(): boolean {
    if (!greeted) member.chat.say('/help');
    greeted = true;
    return false;
  }

  /** Most texts are of their own; some are the same again, where it can be told which of them is asked about, or given up. */
  function textOf(dice: number, mayBeSame: boolean): string {
    said += 1;
    return mayBeSame && !operator.isNeeded && (dice * 1_000) % 10 < 1 ? SAME : `${member.name}-${said} does not work`;
  }

  return { say, edit, isDone: decider.isDone, waitsFor: decider.waitsFor };
}

export type Writer = ReturnType<typeof createWriter>;
