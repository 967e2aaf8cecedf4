import type { Strike } from '../faults/troubles.js';

/** What a plan is full of: how often each thing goes wrong, and how people write. */
export type Mood = {
  strikes: Partial<Record<Strike['what'], number>>;
  /** How long one lasts (ms). */
  lastsMs: readonly [number, number];
  nodes: number;
  lanes: number;
  /** Of a hundred messages so many say the same as others, */
  alike: number;
  /** so many are of people who are not linked, */
  strangers: number;
  /** so many are answers to something shown, */
  replies: number;
  /** so many come right after the one before, */
  bursts: number;
  /** and so many are written in the tracker itself. */
  byHand: number;
  /** So many who are not linked prove their accounts. */
  links?: number;
  /** Of a hundred comments of engineers so many are among themselves. */
  hush?: number;
  /** All is said within so long (ms). */
  withinMs?: number;
  /** Eight, where it is not said. */
  people?: number;
};

/** What most have in common. */
const COMMON = { nodes: 2, lanes: 2, alike: 15, strangers: 30, replies: 30, bursts: 40, byHand: 0 };

/** Trouble of one sort at a time: where everything goes wrong at once, nobody gets far enough for a rare mistake. */
export const MOODS = {
  'answers get lost': {
    strikes: {
      'the tracker loses answers': 10,
      'the tracker fails': 2,
      'the messenger fails': 3,
      'a node crashes at a boundary': 2,
    },
    lastsMs: [8_000, 16_000],
    ...COMMON,
    alike: 30,
    byHand: 30,
  },
  'nodes die': {
    strikes: { 'a node crashes at a boundary': 12, 'a node is killed': 3, 'publishing fails': 2 },
    lastsMs: [300, 3_000],
    ...COMMON,
  },
  'owners are paused': {
    strikes: {
      'a node stands still at a boundary': 5,
      'a node stands still': 2,
      'a node is cut off': 4,
      'the clock of a node jumps': 3,
      'publishing fails': 3,
      'the tracker loses answers': 2,
      'the database is slow': 2,
      'the database is away': 2,
    },
    lastsMs: [11_000, 18_000],
    ...COMMON,
    nodes: 3,
    lanes: 3,
  },
  'the log is odd': {
    strikes: {
      'fetching is odd': 4,
      'fetching skips': 5,
      'publishing fails': 6,
      'a record is poison': 6,
      'a node is killed': 3,
      'everything is down': 1,
    },
    lastsMs: [1_000, 6_000],
    ...COMMON,
    nodes: 2,
    lanes: 1,
  },
  'strangers say the same': {
    strikes: { 'the tracker loses answers': 10, 'a node is killed': 1 },
    lastsMs: [8_000, 16_000],
    nodes: 2,
    lanes: 2,
    alike: 80,
    strangers: 90,
    replies: 0,
    bursts: 0,
    byHand: 0,
  },
  'all say the same at once': {
    strikes: { 'the tracker is late': 4, 'the tracker says later': 3 },
    lastsMs: [2_000, 6_000],
    nodes: 2,
    lanes: 2,
    alike: 100,
    strangers: 50,
    replies: 0,
    bursts: 0,
    byHand: 0,
    withinMs: 4_000,
    people: 24,
  },
  'writes are late': {
    strikes: { 'the tracker is late': 6, 'the tracker says later': 5, 'a node crashes at a boundary': 2 },
    lastsMs: [3_000, 9_000],
    ...COMMON,
  },
  'two chats say the same at once': {
    strikes: { 'the tracker says later': 4 },
    lastsMs: [6_000, 12_000],
    nodes: 2,
    lanes: 2,
    alike: 100,
    strangers: 0,
    replies: 0,
    bursts: 0,
    byHand: 0,
    withinMs: 5_000,
    people: 24,
  },
  'the tracker keeps less': {
    strikes: { 'the tracker drops smileys': 8, 'the tracker loses answers': 12 },
    lastsMs: [8_000, 16_000],
    ...COMMON,
    alike: 0,
    strangers: 0,
  },
  'the tracker keeps other words': {
    strikes: { 'the tracker keeps other words': 12 },
    lastsMs: [8_000, 16_000],
    ...COMMON,
    alike: 0,
    strangers: 0,
  },
  'strangers go on': {
    strikes: { 'the tracker is in conflict': 6 },
    lastsMs: [6_000, 14_000],
    nodes: 2,
    lanes: 2,
    alike: 0,
    strangers: 85,
    replies: 0,
    bursts: 0,
    byHand: 0,
  },
  'handed over in the middle': {
    strikes: {
      'a node stops': 8,
      'the database is slow': 6,
      'the tracker is slow': 6,
      'Redis is emptied': 5,
      'Redis is down': 2,
    },
    lastsMs: [2_000, 7_000],
    ...COMMON,
    nodes: 3,
    lanes: 3,
  },
  'owners are suspended': {
    strikes: {
      'a node is suspended as it publishes': 6,
      'a node is suspended at a boundary': 4,
      'a node is cut off': 3,
      'the database is slow': 4,
    },
    lastsMs: [500, 6_000],
    ...COMMON,
    nodes: 3,
    lanes: 3,
  },
  'engineers are among themselves': {
    strikes: { 'the tracker is not to be read': 10, 'webhooks get lost': 2 },
    lastsMs: [3_000, 9_000],
    ...COMMON,
    hush: 60,
  },
  'clocks jump': {
    strikes: { 'the clock of a node jumps': 60, 'the tracker loses answers': 12 },
    lastsMs: [3_000, 8_000],
    ...COMMON,
    nodes: 1,
    lanes: 1,
    alike: 0,
  },
  'clocks differ': {
    strikes: { 'the clock of a node jumps': 30, 'the tracker loses answers': 12, 'a node stops': 16 },
    lastsMs: [3_000, 8_000],
    ...COMMON,
    nodes: 3,
    lanes: 2,
    alike: 0,
  },
  'the log is far': {
    strikes: { 'a node is cut off from the log': 14, 'the clock of a node jumps': 4 },
    lastsMs: [3_000, 4_500],
    ...COMMON,
  },
  'customers write by hand': {
    strikes: { 'the tracker is late': 14 },
    lastsMs: [2_000, 4_000],
    nodes: 2,
    lanes: 2,
    alike: 80,
    strangers: 0,
    replies: 60,
    bursts: 0,
    byHand: 50,
  },
  'issues are new': {
    strikes: { 'the tracker is in conflict': 14 },
    lastsMs: [4_000, 9_000],
    nodes: 2,
    lanes: 2,
    alike: 0,
    strangers: 70,
    replies: 40,
    bursts: 0,
    byHand: 0,
  },
  'people link': {
    strikes: { 'the tracker loses answers': 4, 'a node crashes at a boundary': 4, 'a node is killed': 2 },
    lastsMs: [1_000, 6_000],
    ...COMMON,
    links: 3,
  },
  'words are given up': {
    strikes: {
      'the tracker is gone': 1,
      'a node crashes at a boundary': 4,
      'a node is killed': 2,
      'publishing fails': 2,
      'the messenger fails': 1,
    },
    lastsMs: [1_000, 6_000],
    ...COMMON,
    alike: 0,
  },
  'the database goes back': {
    strikes: { 'the database fails over': 5, 'a node is killed': 1 },
    lastsMs: [500, 3_000],
    ...COMMON,
  },
  'nodes come and go': {
    strikes: { 'a node stops': 9, 'the tracker is slow': 5 },
    lastsMs: [500, 5_000],
    ...COMMON,
    nodes: 3,
    lanes: 3,
  },
} as const satisfies Record<string, Mood>;

export type MoodName = keyof typeof MOODS | 'anything';
