import { messageId } from '#contracts';
import type { Destination } from '#history';
import { chatKeyOf, type Member, personOf } from '../world/cast.js';
import type { Outside } from '../world/outside.js';
import { isAtRest } from '../world/at-rest.js';
import type { World } from '../world/world.js';
import { choose, sayWhetherItArrived } from './choose.js';
import { type NotUnderstood, type PutIn, toIssue, type Words } from './put-in.js';
import { fashionOf, utter } from './utter.js';
import {
  type Answered,
  asksWhetherItArrived,
  decides,
  invites,
  isGreeting,
  isOf,
  issueOf,
  type Menu,
  menusIn,
} from './screen.js';

const LOOK_AGAIN_MS = 1_500;
/** So long they wait for the answer to a press. */
const PATIENCE_MS = 20_000;
/** Of ten so many smile. */
const SMILING = 4;
/** A draft takes a hundred messages. Whoever has said so many, and a last album, decides before they go on. */
const MOST_OPEN = 90;
/** What many say. */
export const SAME = 'It is still broken.';

/** A press on its way. */
type Pressed = { press: string; menu: Menu; label: string; at: number };

/**
 * Somebody who writes in a chat, and decides about what the chat asks. They know what they mean: which words belong
 * together, and where they go. They say nothing that could be taken either way: no new words between a press and what
 * comes of it, and nothing at all after a reply that was not taken yet.
 */
export function createWriter(world: World, { desk, messenger }: Outside, putIn: PutIn, member: Member) {
  const { clock, trace } = world;
  const stored = messenger.chats.get(member.chat.chat);
  /** Words that wait for a decision. */
  let open: Words[] = [];
  /** Replies that are asked about by themselves, by the question. */
  const asked = new Map<string, Words[]>();
  let pressed: Pressed | undefined;
  let replied: Words | undefined;
  let repliedTo: NotUnderstood | undefined;
  /** What they write while they choose among issues would be searched for. */
  let searching = false;
  let created = 0;
  let said = 0;
  let looking = false;
  let greeted = false;

  const answered = new Map<string, Answered>();

  const messages = () => stored?.messages ?? [];
  const inGroup = member.home !== undefined;
  const menus = () => menusIn(messages(), answered).filter((menu) => !inGroup || isOf(menu, member.chat.name));
  /** Who is not linked has one issue, and is asked nothing. */
  const named = (n: number): Destination => ({
    kind: 'new',
    name: `issue ${member.account ? n : 0} of ${member.name}`,
  });

  /** Says something, if there is nothing they wait for. `answers`: as a reply, where there is something to reply to. */
  function say(dice: number, answers: boolean): boolean {
    if (open.length + asked.size === 0) searching = false;
    if (pressed || searching || (replied && member.account) || open.length >= MOST_OPEN) return false;
    // A menu shows the beginning of an utterance only: behind much else a reply that is asked about would not be seen.
    const answered = whatToAnswer(dice, answers && open.length <= 1);
    if (inGroup && !answered) return greet();
    // They would join a reply that is asked about.
    if (!answered && asked.size > 0) return false;
    const issue = answered && issueOf(answered);
    const how = fashionOf(dice);
    const text = textOf(dice, how === 'words' && (!answered || open.length + asked.size === 0));
    trace.note(
      `${member.name} says «${text}»${issue ? ` about #${issue}` : ''}${how === 'words' ? '' : `, with ${how}`}`,
    );
    const to = !member.account ? named(0) : issue ? toIssue(desk, issue) : undefined;
    // Nobody is asked about what somebody wrote who is not linked.
    const smiles = member.account !== undefined && text !== SAME && (dice * 100_000) % 10 < SMILING;
    const fashion = answered && how === 'album' ? 'file' : how;
    const words = utter(member.chat, fashion, text, { replyTo: answered?.id, smiles }).map((said) =>
      putIn.wrote(member, clock.monotonic(), said, to),
    );
    if (!member.account) return true;
    if (answered) {
      replied = words[0];
      repliedTo = invites(answered)
        ? { at: clock.monotonic(), chat: chatKeyOf(member), answers: messageId(answered.id) }
        : undefined;
    } else open.push(...words);
    lookLater();
    return true;
  }

  /** Changes a message of theirs, if what comes of it cannot be taken either way: once it was decided about it stays as it was. */
  function edit(dice: number): boolean {
    if (pressed || replied || !member.account) return true;
    const own = putIn.words.filter(({ chat, files }) => chat === chatKeyOf(member) && files?.length === 0);
    const words = own[Math.floor(dice * own.length)];
    if (!words || words.person !== personOf(member) || words.text === SAME) return true;
    const text = `${words.text}, I think`;
    trace.note(`${member.name} edits «${words.text}»`);
    member.chat.edit(words.message, text);
    if (open.includes(words) || asked.values().some((list) => list.includes(words))) putIn.reword(words, text);
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

  /** Most texts are of their own; some are the same again, where it can be told which of them is asked about. */
  function textOf(dice: number, mayBeSame: boolean): string {
    said += 1;
    return mayBeSame && (dice * 1_000) % 10 < 1 ? SAME : `${member.name}-${said} does not work`;
  }

  function lookLater(): void {
    if (looking) return;
    looking = true;
    clock.after(LOOK_AGAIN_MS, () => {
      looking = false;
      look();
      // Whether something arrived may be asked long after.
      if (!isDone() || !isAtRest(world)) lookLater();
    });
  }

  function look(): void {
    const asking = () => menus().findLast((one) => !asksWhetherItArrived(one));
    if (replied) seeReply(asking(), replied);
    if (pressed) seeAnswer(pressed);
    if (pressed) return;
    const menu = asking();
    const doubt = menus().findLast(asksWhetherItArrived);
    if (!replied && menu) press(menu, choose(menu, world.random.next()));
    else if (doubt) press(doubt, sayWhetherItArrived(doubt));
  }

  /** What a reply answers may not be known: then it is asked about, by itself or along with what is open. */
  function seeReply(menu: Menu | undefined, words: Words): void {
    const text = menu?.message.text.text ?? '';
    if (messages().find(({ id }) => id === words.message)?.reaction !== undefined) replied = undefined;
    else if (menu && text.includes(words.text)) {
      replied = undefined;
      if (repliedTo) putIn.ask(repliedTo);
      if (open.some((one) => text.includes(one.text))) open.push(words);
      else asked.set(menu.question, [...(asked.get(menu.question) ?? []), words]);
    }
  }

  /**
   * A press of a menu from before is answered so, and brought about nothing. Where no answer came in time, the menu tells: one
   * that was put anew means that it was not taken, one that is gone, or stays as it is for good, that it was: a menu that was
   * sent twice is left standing.
   */
  function seeAnswer({ press, menu, label, at }: Pressed): void {
    const answer = messenger.presses.get(press)?.answer;
    const now = menus().findLast(({ question }) => question === menu.question);
    const isAnew = now !== undefined && now.turn > menu.turn;
    const isOver = clock.monotonic() - at > PATIENCE_MS && (!now || isAnew || isAtRest(world));
    if (!answer && !isOver) return;
    pressed = undefined;
    const taken = answer ? answer.toast === '' : !isAnew;
    answered.set(menu.question, { turn: menu.turn, shownBy: taken ? Infinity : Number(menu.message.id) });
    if (taken && decides(label)) settle(menu.question, meaningOf(label), at);
  }

  function settle(question: string, to: Destination | 'away', at: number): void {
    const alone = asked.get(question);
    for (const words of alone ?? open) {
      putIn.settle(words, to === 'away' ? named(0) : to, at);
      if (to === 'away') putIn.tell(words, 'put-away');
    }
    searching = false;
    if (!asked.delete(question)) open = [];
  }

  function press(menu: Menu, label: string | undefined): void {
    if (!label) return;
    const times = world.random.percent(10) ? 2 : 1;
    trace.note(`${member.name} presses «${label}»${times > 1 ? ' twice' : ''}`);
    pressed = { press: `press-${messenger.presses.size + 1}`, menu, label, at: clock.monotonic() };
    for (let i = 0; i < times; i += 1) member.chat.press(menu.message.id, label);
    if (label === 'Choose an issue') searching = true;
  }

  /** What a press that was taken has decided. */
  function meaningOf(label: string): Destination | 'away' {
    if (label === 'Drop it') return 'away';
    if (label === 'Create') return named((created += 1));
    const [, number] = /#(\d+)/.exec(label) ?? [];
    return number ? toIssue(desk, number) : named(created);
  }

  const isDone = () => open.length + asked.size === 0 && !pressed && !replied && menus().length === 0;

  return {
    say,
    edit,
    /** Whether nothing waits for them, nor they for anything. */
    isDone,
    /** For whoever reads why they are not done. */
    waitsFor: () =>
      isDone()
        ? []
        : [
            `${member.name} has ${open.length + asked.size} open${pressed ? ', pressed' : ''}${replied ? ', replied' : ''}`,
          ],
  };
}

export type Writer = ReturnType<typeof createWriter>;
