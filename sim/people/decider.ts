import { type MessageId, messageId } from '#contracts';
import type { Destination } from '#history';
import { isAtRest } from '../world/at-rest.js';
import { chatKeyOf, type Member } from '../world/cast.js';
import type { Outside } from '../world/outside.js';
import type { World } from '../world/world.js';
import { choose, sayWhetherItArrived } from './choose.js';
import { heldBy } from './held.js';
import type { Operator } from './operator.js';
import { createRefusals } from './refusals.js';
import { type NotUnderstood, type PutIn, toIssue, type Words } from './put-in.js';
import {
  type Answered,
  asksWhetherItArrived,
  cameBack,
  decides,
  isOf,
  type Menu,
  menusIn,
  putAwayIn,
  saysUnknown,
  UNANSWERED,
  wasGivenUp,
  withAnswer,
} from './screen.js';

const LOOK_AGAIN_MS = 1_500;
/** Who expects nothing looks less often: whether something arrived may be asked long after. */
const GLANCE_AGAIN_MS = 6_000;
/** So long they wait for the answer to a press. */
const PATIENCE_MS = 20_000;

/** A press on its way. `again`: what it is about, where that may have been settled before; `elsewhere`: what it is not about. */
type Pressed = {
  press: string;
  menu: Menu;
  label: string;
  at: number;
  again: readonly Words[];
  elsewhere: readonly Words[];
};

/** Who is not linked has one issue, and is asked nothing. `n`: which of theirs, of somebody's who is. */
export const named = ({ account, name }: Member, n: number): Destination => ({
  kind: 'new',
  name: `issue ${account ? n : 0} of ${name}`,
});

/**
 * Somebody who decides about what a chat asks. They know what they mean: which words belong together, and where they go.
 * Of words that came back to them because their tracker was gone they say nothing before an operator has, and all is at rest.
 */
export function createDecider(
  world: World,
  { desk, messenger, mayShowOld }: Outside,
  { putIn, operator }: { putIn: PutIn; operator: Operator },
  member: Member,
) {
  const { clock, trace } = world;
  const chat = chatKeyOf(member);
  const stored = messenger.chats.get(member.chat.chat);
  /** Words that wait for a decision. */
  let open: Words[] = [];
  /** Words that are asked about by themselves, by the question. */
  const asked = new Map<string, Words[]>();
  let pressed: Pressed | undefined;
  let pressedAt = 0;
  let replied: Words | undefined;
  let repliedTo: NotUnderstood | undefined;
  /** What they write while they choose among issues would be searched for. */
  let searching = false;
  let created = 0;
  let looking = false;

  const answered = new Map<string, Answered>();
  const refusals = createRefusals(clock);

  const messages = () => stored?.messages ?? [];
  const inGroup = member.home !== undefined;
  const menus = () =>
    menusIn(messages(), answered, world.hasGoneBack()).filter((menu) => !inGroup || isOf(menu, member.chat.name));
  const undecided = () => open.length + asked.size;

  /** Words of theirs were given up, and what becomes of them is not theirs to say yet. */
  const isUpToOthers = () => operator.isAbout(chat) || (menus().some(cameBack) && !isAtRest(world));

  function lookLater(inMs = LOOK_AGAIN_MS): void {
    if (looking) return;
    looking = true;
    clock.after(inMs, () => {
      looking = false;
      look();
      if (!isDone()) lookLater();
      else if (!isAtRest(world)) lookLater(GLANCE_AGAIN_MS);
    });
  }

  function look(): void {
    forgetEmpty();
    const asking = () => menus().findLast((one) => !asksWhetherItArrived(one) && !refusals.isLeftAlone(one));
    if (replied) seeReply(asking(), replied);
    if (pressed) seeAnswer(pressed);
    if (pressed) return;
    const menu = asking();
    const doubt = menus().findLast(asksWhetherItArrived);
    if (!replied && menu && !isUpToOthers()) decide(menu);
    else if (doubt) press(doubt, sayWhetherItArrived(doubt));
    else if (!replied && mayShowOld() && undecided() > 0) pressOld();
    else if (!replied && undecided() > 0 && world.hasGoneBack() && isAtRest(world)) seePutAway();
  }

  /** A press of theirs that was not taken was taken after all, once the database had gone back. */
  function seePutAway(): void {
    const question = putAwayIn(messages());
    if (question) settle(question, 'away', { at: clock.monotonic(), again: [], elsewhere: [], only: false });
  }

  /** Nothing is asked that was not answered: what stands there was overtaken. */
  function pressOld(): void {
    const old = menusIn(messages(), new Map(), false).findLast((menu) => !inGroup || isOf(menu, member.chat.name));
    if (old) press(old, inTheEnd(old));
  }

  /** Where what they see may be of before, they press it after all, and are shown what is to be pressed. */
  const inTheEnd = ({ labels }: Menu) =>
    mayShowOld() && clock.monotonic() - pressedAt > PATIENCE_MS ? labels[0] : undefined;

  /** What was discarded is put away. */
  function decide(menu: Menu): void {
    if (cameBack(menu)) takeBack(menu);
    const isOver = asked.get(menu.question)?.some(putIn.isGivenUp);
    press(menu, isOver ? 'Drop it' : (choose(menu, world.random.next()) ?? inTheEnd(menu)));
  }

  /** What came back is known by its question from then on, with what was said to it meanwhile. */
  function takeBack(menu: Menu): void {
    const { question } = menu;
    const theirs = heldIn(question);
    open = open.filter((words) => !theirs.includes(words));
    asked.set(question, theirs);
    if (wasGivenUp(menu)) putIn.askedAgain(theirs);
  }

  /** What was settled otherwise while a copy of its menu stood there is asked about no more. */
  function forgetEmpty(): void {
    for (const [question, words] of asked)
      if (words.length === 0 && !menus().some((menu) => menu.question === question)) asked.delete(question);
  }

  /** What a reply answers may not be known, or take none: then it is asked about, by itself or along with what is open. */
  function seeReply(menu: Menu | undefined, words: Words): void {
    const text = menu?.message.text.text ?? '';
    if (hasReaction(words)) replied = undefined;
    else if (menu && text.includes(words.text)) {
      replied = undefined;
      if (repliedTo && (!cameBack(menu) || saysUnknown(menu))) putIn.ask(repliedTo);
      if (open.some((one) => text.includes(one.text))) open.push(words);
      else asked.set(menu.question, [...(asked.get(menu.question) ?? []), words]);
    }
  }

  /**
   * A press of a menu from before is answered so, and brought about nothing. Where no answer came in time, the menu tells: one
   * that was put anew means that it was not taken, one that is gone, or stays as it is for good, that it was: a menu that was
   * sent twice is left standing. Once a database went back, one that stands there is pressed again.
   */
  function seeAnswer({ press, menu, label, at, again, elsewhere }: Pressed): void {
    const answer = messenger.presses.get(press)?.answer;
    const now = menus().findLast(({ question }) => question === menu.question);
    const isAnew = now !== undefined && now.turn > menu.turn;
    const isOver = clock.monotonic() - at > PATIENCE_MS && (!now || isAnew || isAtRest(world));
    if (!answer && !isOver) return;
    pressed = undefined;
    const taken = answer ? answer.toast === '' : !isAnew && !(now && world.hasGoneBack());
    const before = answered.get(menu.question) ?? UNANSWERED;
    if (taken || refusals.isForGood(menu)) answered.set(menu.question, withAnswer(before, menu));
    if (!decides(label, member.account !== undefined)) return;
    const there = taken ? again : theirsUnderWay(menu);
    if (!taken && there.length === 0) return;
    settle(menu.question, meaningOf(label), {
      at,
      again: there,
      elsewhere,
      only: !taken || before.turn >= menu.turn,
    });
  }

  /** Where a database went back, an earlier press may have brought about what the menu knows nothing of any more. */
  const theirsUnderWay = ({ question }: Menu) =>
    world.hasGoneBack() ? (asked.get(question) ?? open).filter(hasReaction) : [];

  const hasReaction = (words: Words) => messages().find(({ id }) => id === words.message)?.reaction !== undefined;

  /**
   * `again`: these, too, which were settled before; `elsewhere`: but not these; `only`: and what was asked about first is not
   * meant any more.
   */
  function settle(
    question: string,
    to: Destination | 'away',
    { at, again, elsewhere, only }: Pick<Pressed, 'at' | 'again' | 'elsewhere'> & { only: boolean },
  ): void {
    const meant = asked.get(question) ?? open.filter((words) => !elsewhere.includes(words));
    const theirs = new Set([...(only ? [] : meant), ...again]);
    for (const words of theirs) {
      putIn.settle(words, to === 'away' ? (words.to ?? named(member, 0)) : to, at);
      if (to === 'away') putIn.tell(words, 'put-away');
    }
    searching = false;
    asked.delete(question);
    open = open.filter((words) => !theirs.has(words));
  }

  /** Words of theirs that a question is about, as the product has it. */
  function heldIn(question: string): Words[] {
    const held = new Set<MessageId>(heldBy(world, member, question));
    return putIn.words.filter((words) => words.chat === chat && held.has(words.message));
  }

  function press(menu: Menu, label: string | undefined): void {
    if (!label) return;
    const times = world.random.percent(10) ? 2 : 1;
    trace.note(`${member.name} presses «${label}»${times > 1 ? ' twice' : ''}`);
    const again = world.hasGoneBack() ? heldIn(menu.question) : [];
    const elsewhere = theirsUnderWay(menu).filter((words) => !again.includes(words));
    pressed = { press: `press-${messenger.presses.size + 1}`, menu, label, at: clock.monotonic(), again, elsewhere };
    for (let i = 0; i < times; i += 1) member.chat.press(menu.message.id, label);
    pressedAt = clock.monotonic();
    if (label === 'Choose an issue') searching = true;
  }

  /** What a press that was taken has decided. */
  function meaningOf(label: string): Destination | 'away' {
    if (label === 'Drop it') return 'away';
    if (label === 'Create') return named(member, (created += 1));
    const [, number] = /#(\d+)/.exec(label) ?? [];
    return number ? toIssue(desk, number) : named(member, created);
  }

  const isDone = () => undecided() === 0 && !pressed && !replied && menus().length === 0;

  return {
    messages,
    /** How much waits for a decision of theirs: words that nobody has asked about alone, and questions. */
    open: () => open.length,
    asked: () => asked.size,
    undecided,
    isUpToOthers,
    isOpen: (words: Words): boolean => open.includes(words) || asked.values().some((list) => list.includes(words)),
    /** Whether what they said last could be taken either way, if they said more. */
    isBusy: (): boolean =>
      pressed !== undefined ||
      (searching && undecided() > 0) ||
      (replied !== undefined && member.account !== undefined),
    isPressing: () => pressed !== undefined || replied !== undefined,
    lookLater,
    /** They will be asked where these belong. */
    wonder(words: readonly Words[]): void {
      searching &&= undecided() > 0;
      open.push(...words);
    },
    /** A reply, which may be asked about all the same. `invited`: the message it answers says that it may be answered. */
    reply(words: Words | undefined, answers: string, invited: boolean): void {
      searching &&= undecided() > 0;
      replied = words;
      repliedTo = invited ? { at: clock.monotonic(), chat, answers: messageId(answers) } : undefined;
    },
    /** Whether nothing waits for them, nor they for anything. */
    isDone,
    /** For whoever reads why they are not done. */
    waitsFor: () =>
      isDone()
        ? []
        : [`${member.name} has ${undecided()} open${pressed ? ', pressed' : ''}${replied ? ', replied' : ''}`],
  };
}
