import { seeded } from '#lane/rehearsal';
import type { Strike } from '../faults/troubles.js';
import { linking } from '../linking.js';
import { type Act, type Plan, planOf } from '../plan.js';
import { type Mood, type MoodName, MOODS } from './moods.js';

type Writing = Pick<Mood, 'alike' | 'strangers' | 'replies' | 'bursts' | 'byHand' | 'hush' | 'withinMs' | 'people'>;
type Random = ReturnType<typeof seeded>;

/** One plan of the list: a seed, how much is said, and what goes wrong. */
export type Round = { seed: number; messages: number; mood: MoodName };

/** From which seed on, and how many: most mistakes show soon, some want a crowd. */
const SEEDS: readonly { mood: MoodName; messages: number; from: number; seeds: number }[] = [
  { mood: 'anything', messages: 24, from: 1, seeds: 3 },
  { mood: 'answers get lost', messages: 100, from: 4, seeds: 5 },
  { mood: 'nodes die', messages: 60, from: 3, seeds: 4 },
  { mood: 'owners are paused', messages: 60, from: 1, seeds: 7 },
  { mood: 'the log is odd', messages: 60, from: 1, seeds: 6 },
  { mood: 'nodes come and go', messages: 60, from: 1, seeds: 6 },
  { mood: 'writes are late', messages: 60, from: 1, seeds: 6 },
  { mood: 'writes are late', messages: 60, from: 14, seeds: 1 },
  { mood: 'owners are suspended', messages: 60, from: 1, seeds: 6 },
  { mood: 'handed over in the middle', messages: 60, from: 2, seeds: 6 },
  { mood: 'anything', messages: 48, from: 1, seeds: 6 },
  { mood: 'answers get lost', messages: 60, from: 2, seeds: 8 },
  { mood: 'answers get lost', messages: 60, from: 16, seeds: 1 },
  { mood: 'the tracker keeps less', messages: 60, from: 1, seeds: 1 },
  { mood: 'the tracker keeps less', messages: 60, from: 4, seeds: 2 },
  { mood: 'the tracker keeps less', messages: 60, from: 15, seeds: 2 },
  { mood: 'the tracker keeps less', messages: 60, from: 478, seeds: 1 },
  { mood: 'the tracker keeps other words', messages: 60, from: 1, seeds: 3 },
  { mood: 'owners are paused', messages: 60, from: 12, seeds: 4 },
  { mood: 'nodes come and go', messages: 60, from: 20, seeds: 3 },
  { mood: 'strangers go on', messages: 60, from: 1, seeds: 3 },
  { mood: 'strangers say the same', messages: 60, from: 1, seeds: 3 },
  { mood: 'all say the same at once', messages: 60, from: 1, seeds: 6 },
  { mood: 'all say the same at once', messages: 60, from: 11, seeds: 1 },
  { mood: 'all say the same at once', messages: 60, from: 17, seeds: 1 },
  { mood: 'all say the same at once', messages: 60, from: 21, seeds: 1 },
  { mood: 'two chats say the same at once', messages: 60, from: 10, seeds: 4 },
  { mood: 'engineers are among themselves', messages: 60, from: 1, seeds: 5 },
  { mood: 'the database goes back', messages: 60, from: 2, seeds: 8 },
  { mood: 'answers get lost', messages: 150, from: 1, seeds: 2 },
  { mood: 'words are given up', messages: 60, from: 1, seeds: 8 },
  { mood: 'words are given up', messages: 60, from: 55, seeds: 1 },
  { mood: 'words are given up', messages: 60, from: 103, seeds: 1 },
  { mood: 'the log is far', messages: 60, from: 4, seeds: 5 },
  { mood: 'people link', messages: 60, from: 1, seeds: 3 },
  { mood: 'customers write by hand', messages: 60, from: 1, seeds: 1 },
  { mood: 'customers write by hand', messages: 60, from: 3, seeds: 1 },
  { mood: 'clocks jump', messages: 60, from: 1, seeds: 4 },
  { mood: 'clocks differ', messages: 60, from: 3, seeds: 1 },
  { mood: 'clocks differ', messages: 60, from: 13, seeds: 3 },
  { mood: 'strangers go on', messages: 60, from: 39, seeds: 1 },
  { mood: 'issues are new', messages: 60, from: 21, seeds: 1 },
];

/** Which mood found the mistakes that break a rule: it is tried first. Elsewhere the order of the list is as good. */
const FOUND_IN: Readonly<Record<string, MoodName>> = {
  forgotten: 'the database goes back',
  'row-locked': 'handed over in the middle',
  'batch-at-offset': 'the log is odd',
  'take-in': 'the log is odd',
  'clocks-at-the-socket': 'owners are suspended',
  'let-go': 'nodes come and go',
  'above-the-baseline': 'all say the same at once',
  'one-write-per-account': 'writes are late',
  unknown: 'writes are late',
  'try-again': 'writes are late',
  visibility: 'engineers are among themselves',
  'messenger-sends': 'answers get lost',
  recover: 'nodes die',
  'epoch-and-nonce': 'owners are paused',
  'write-intent': 'nodes die',
  'ask-the-person': 'the tracker keeps other words',
  'given-up': 'words are given up',
  replay: 'words are given up',
  identity: 'people link',
  'caught-up': 'the log is far',
};

/** Where the list ends: seeds that stand in no list, so many of the mood that found most of a rule's mistakes, and of each other. */
const FURTHER = { messages: 60, from: 201, first: 40, others: 6 };

/** What every mutant is tried with until it fails; the unpatched tree must pass all of it. `rule`: which it breaks. */
export function plansFor(rule: string): readonly Round[] {
  const rounds = SEEDS.flatMap(({ mood, messages, from, seeds }) =>
    Array.from({ length: seeds }, (_, i): Round => ({ seed: from + i, messages, mood })),
  );
  return rounds.toSorted((a, b) => mostLikely(b.mood, rule) - mostLikely(a.mood, rule));
}

/** What it is tried with then: the unpatched tree is only asked for those that it fails. */
export function furtherPlansFor(rule: string): readonly Round[] {
  const { messages, from, first, others } = FURTHER;
  const moods = (Object.keys(MOODS) as MoodName[]).toSorted((a, b) => mostLikely(b, rule) - mostLikely(a, rule));
  return moods.flatMap((mood) =>
    Array.from({ length: mostLikely(mood, rule) ? first : others }, (_, i): Round => ({
      seed: from + i,
      messages,
      mood,
    })),
  );
}

const mostLikely = (mood: MoodName, rule: string) => Number(mood === FOUND_IN[rule]);

/** So many people, of whom a quarter are not linked, and as many have two chats. */
const PEOPLE = 8;
/** Among all who write: of every four people there are five chats, and the last is a stranger's. */
const strangersOf = (people: number) => Array.from({ length: Math.floor(people / 4) }, (_, i) => i * 5 + 4);
/** What people wrote has its effects for a while after. */
const LONGER = 2;
/** A die of these makes somebody say what others say, too. */
const ALIKE = 0.0005;

export function toPlay({ seed, messages, mood }: Round): Plan {
  const plan = planOf(seed, messages);
  if (mood === 'anything') return plan;
  const { strikes, lastsMs, nodes, lanes, links = 0, ...writing }: Mood = MOODS[mood];
  const random = seeded(seed * 2 + 1);
  const { withinMs = Infinity } = writing;
  const untilMs = Math.min(plan.acts.at(-1)?.at ?? 0, withinMs);
  const acts: Act[] = [];
  for (const act of plan.acts) acts.push(moved({ ...act, at: act.at % withinMs }, acts.at(-1), writing, random));
  const struck = Object.entries(strikes).flatMap(([what, times]) =>
    Array.from({ length: times }, (): Strike => {
      const [at, lasts] = [random.between(0, untilMs * LONGER), random.between(lastsMs[0], lastsMs[1])];
      return { at, what: what as Strike['what'], lastsMs: lasts, dice: random.next() };
    }),
  );
  const played: Plan = {
    ...plan,
    desks: 1,
    people: writing.people ?? PEOPLE,
    nodes,
    lanes,
    acts: acts.toSorted((a, b) => a.at - b.at),
    strikes: struck.toSorted((a, b) => a.at - b.at),
  };
  return links > 0 ? linking(played, links) : played;
}

function moved(act: Act, before: Act | undefined, writing: Writing, random: Random): Act {
  const { alike, strangers, replies, bursts, byHand, hush = 0, people = PEOPLE } = writing;
  if (act.what === 'comment' && hush > 0 && random.percent(hush)) return { ...act, what: 'comment privately' };
  if (act.what !== 'say' && act.what !== 'reply') return act;
  if (random.percent(byHand)) return { ...act, what: 'write in the tracker' };
  if (before?.what === 'say' && random.percent(bursts))
    return { ...act, what: 'say', who: before.who, at: before.at + random.between(50, 700) };
  const who = random.percent(strangers) ? random.pick(strangersOf(people)) : act.who;
  const dice = random.percent(alike) ? asOthers(act.dice) : act.dice;
  return { ...act, who, what: random.percent(replies) ? 'reply' : 'say', dice };
}

const asOthers = (dice: number) => Math.floor(dice * 100) / 100 + ALIKE;
