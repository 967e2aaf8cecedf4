import { type ChatKey, chatOf, Command, toBytes } from '#contracts';
import { planReplay, type StoredLetter } from '#dead-letters';
import { CAUSE, laneOf, type Publishable } from '#lane';
import { z } from 'zod';
import { isAtRest, TOPICS } from '../world/at-rest.js';
import type { Outside } from '../world/outside.js';
import type { World } from '../world/world.js';
import type { PutIn, Words } from './put-in.js';

/** Operators look what there is so often. */
const EVERY_MS = 15_000;
const AGAIN_MS = 1_000;
/** Of a hundred chats whose words were given up, so many have theirs replayed, the others discarded; */
const REPLAYED = 75;
/** and so many replays are sent twice, as by two operators at once. */
const TWICE = 20;
const AT_ANY_TIME = { wall: Infinity, monotonic: Infinity };
/** Only for this is anything given up here. */
const TOO_LONG = CAUSE.downTooLong;
const Works = z.array(z.object({ body: z.object({ command: Command }) }));

/** What became of a chat's words that were given up, and when. */
export type Decided = { chat: ChatKey; at: number; what: 'replayed' | 'discarded' };

type Desk = { outside: Outside; putIn: PutIn };

/**
 * Whoever looks after the product: replays words that were given up, or discards them, once their tracker is there again; all
 * of a chat in the same way, in the order in which they began.
 */
export function createOperator(world: World, desks: readonly Desk[], isNeeded: boolean) {
  const { clock, database, broker, random, trace } = world;
  const log = broker.connect(clock);
  const replays = new Map<string, number>();
  const discarded = new Set<string>();
  const decided: Decided[] = [];
  /** Chats whose replay is on its way. */
  const underWay = new Set<ChatKey>();
  let publishing = 0;

  const placeOf = ({ topic, lane, id }: Pick<StoredLetter, 'topic' | 'lane' | 'id'>) => `${topic}/${lane} ${id}`;

  /** What nobody has decided about, oldest first. */
  function open(): StoredLetter[] {
    const letters = TOPICS.flatMap((topic) =>
      Array.from({ length: broker.options.lanes }, (_, lane) => [...database.lane(topic, lane).dead.values()]).flat(),
    );
    const found = letters.filter((letter) => letter.cause === TOO_LONG && !discarded.has(placeOf(letter)));
    return found
      .toSorted((a, b) => a.bornAt - b.bornAt)
      .map(({ whose, ...letter }, number) => ({
        ...letter,
        ...whose,
        kind: letter.kind,
        trace: letter.trace,
        number,
        standing: 'open',
        history: [],
        replay: undefined,
        replays: replays.get(placeOf(letter)) ?? 0,
      }));
  }

  function comes(): void {
    if (!world.trouble.gone) {
      const chats = Map.groupBy(open(), ({ chat }) => chat as ChatKey);
      const [again, away] = [[...chats.keys()].filter(() => random.percent(REPLAYED)), [...chats.keys()]];
      for (const chat of away) if (!again.includes(chat)) discard(chat, chats.get(chat) ?? []);
      const letters = open().filter(({ chat }) => again.includes(chat as ChatKey));
      if (letters.length > 0) void publish(letters.map(replay));
    }
    clock.after(EVERY_MS, comes);
  }

  /** The words a letter is of. */
  function wordsOf(letter: StoredLetter): { putIn: PutIn; words: Words; arrived: boolean }[] {
    return Works.parse(JSON.parse(letter.value.toString('utf8'))).flatMap(({ body }) => {
      const { chat, messages } = body.command;
      const of = desks.filter(({ outside }) => outside.desk === chatOf(chat).desk);
      return of.flatMap(({ putIn, outside }) => {
        const theirs = putIn.words.filter((one) => one.chat === chat && messages.includes(one.message));
        const arrived = theirs.some((words) => stands(words, outside));
        return theirs.map((words) => ({ putIn, words, arrived }));
      });
    });
  }

  function discard(chat: ChatKey, letters: readonly StoredLetter[]): void {
    trace.note(`${letters.length} letters of ${chat} are discarded`);
    decided.push({ chat, at: clock.monotonic(), what: 'discarded' });
    for (const letter of letters) {
      discarded.add(placeOf(letter));
      for (const { putIn, words } of wordsOf(letter)) putIn.tell(words, 'given-up');
    }
  }

  /** From now on its words count as said, in the order of the letters. */
  function replay(letter: StoredLetter, nth: number): Publishable {
    const plan = planReplay(letter, clock.now());
    if (plan.kind === 'stays') throw new Error(`A letter stays: ${plan.why}`);
    const chat = letter.chat as ChatKey;
    trace.note(`a letter of ${chat} is replayed`);
    underWay.add(chat);
    decided.push({ chat, at: clock.monotonic(), what: 'replayed' });
    const at = (i: number) => clock.monotonic() + nth / 1e3 + i / 1e6;
    wordsOf(letter).forEach(({ putIn, words, arrived }, i) => putIn.again(words, at(i), arrived));
    replays.set(placeOf(letter), letter.replays + 1);
    database.lane(letter.topic, letter.lane).dead.delete(letter.id);
    const bytes = toBytes(plan.record);
    const { id, topic } = plan.record;
    return { ...bytes, id, topic, lane: laneOf(bytes.key, broker.options.lanes) };
  }

  /** Until the log has all of them. */
  async function publish(records: readonly Publishable[]): Promise<void> {
    publishing += 1;
    for (let left = records; left.length > 0;) {
      const { acknowledged } = await log.publish(left, AT_ANY_TIME);
      left = left.filter(({ id }) => !acknowledged.has(id));
      if (left.length > 0) await new Promise<void>((resolve) => void clock.after(AGAIN_MS, resolve));
    }
    if (random.percent(TWICE)) await log.publish(records, AT_ANY_TIME);
    publishing -= 1;
  }

  if (isNeeded) clock.after(EVERY_MS, comes);
  const isDone = () => !isNeeded || (publishing === 0 && open().length === 0);

  return {
    /** Words may be given up here. */
    isNeeded,
    decided: decided as readonly Decided[],
    isDiscarded: (letter: Pick<StoredLetter, 'topic' | 'lane' | 'id'>): boolean => discarded.has(placeOf(letter)),
    /** Words of this chat were given up, and nobody has decided about them, or they are on their way again. */
    isAbout(chat: ChatKey): boolean {
      if (!isNeeded) return false;
      if (underWay.size > 0 && publishing === 0 && isAtRest(world)) underWay.clear();
      return underWay.has(chat) || open().some((letter) => letter.chat === chat);
    },
    /** Nothing is left to decide. */
    isDone,
  };
}

/** Whether words that nobody else said are in the tracker already. */
const stands = ({ text }: Words, { tracker }: Outside) =>
  text !== '' &&
  [...tracker.issues.values()].some(({ description, journals }) =>
    [description, ...journals.map((journal) => journal.text)].some((there) => there.includes(text)),
  );

export type Operator = ReturnType<typeof createOperator>;
