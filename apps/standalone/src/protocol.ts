/**
 * What the page and its server say to each other: JSON under `/api`, and one stream of `PageNews`. Plain types and nothing
 * else, as the page, too, is checked against them.
 */

export type Stage = 'chat' | 'gateway' | 'session-aggregator' | 'tracker-adapter' | 'tracker' | 'notifier';

/** One step of a message's way. `ms` is how long the step took; absent where its beginning is not known. */
export type Step = { trace: string; from: Stage; to: Stage; at: number; ms?: number | undefined };

export type Direction = {
  /** All that were written. */
  sent: number;
  /** Found on the other side, exactly once. */
  arrived: number;
  /** Kept on the way: in a question still open, in a queue, in an attempt. */
  underway: number;
  /** Dropped by the one who wrote it, or an answer to a question of the bot. */
  putAway: number;
  /** Nowhere, with nothing left to do. */
  lost: number;
  /** Found more often than written. */
  doubled: number;
};
/** From chats into the tracker, and from the tracker into chats. `at`: when both sides were last read (ms). */
export type Counts = { there: Direction; back: Direction; at: number };

export type PersonOnPage = {
  id: number;
  name: string;
  /** Their login in the tracker. */
  login: string;
  /** Absent where the tracker is someone else's: only it knows. */
  linked?: boolean | undefined;
};

export type ServicesState = 'starting' | 'running' | 'down';

export type Mode = {
  messenger:
    | { kind: 'simulator'; bot: number; botName: string }
    | { kind: 'bot'; link: string; name: string }
    | { kind: 'desks'; file: string; desks: readonly DeskOnPage[] };
  tracker: { kind: 'local' } | { kind: 'redmine'; url: string } | { kind: 'desks' };
};

/** What a tracker answers: to the key, or nothing. `notes`: what will be missed there, in sentences. */
export type TrackerStanding =
  | { kind: 'open'; account: string; notes: readonly string[] }
  | { kind: 'closed'; why: string }
  | { kind: 'silent' };

/** A bot of a configured desk, as it answered at the start. `closed`: its credential is refused. */
export type BotOnPage = { kind: 'open'; name: string; link: string } | { kind: 'closed' | 'silent'; channel: string };

/** A desk of the configuration file. */
export type DeskOnPage = {
  name: string;
  bots: readonly BotOnPage[];
  /** `accountPage`: where people prove who they are, if they can. `standing`: how it answered at the start. */
  tracker: { kind: string; accountPage?: string | undefined; standing: TrackerStanding };
};

export type PageState = {
  instance: string;
  mode: Mode;
  persons: PersonOnPage[];
  services: ServicesState;
  /** Whether the local tracker runs. */
  trackerRunning: boolean;
  /** Where the tracker is a Redmine. */
  redmine?: TrackerStanding | undefined;
  counts: Counts | undefined;
  /** The latest steps, oldest first. */
  steps: Step[];
};

export type BubbleFile = { kind: string; name: string; mime: string; size: number; url: string };
export type BubbleButton = { text: string; data?: string | undefined; url?: string | undefined };
export type BubbleEntity = { type: string; offset: number; length: number; url?: string | undefined };
/** A message of the simulated chat. */
export type Bubble = {
  id: number;
  from: { id: number; name: string; bot: boolean };
  at: number;
  edited: boolean;
  text: string;
  entities: readonly BubbleEntity[];
  files: readonly BubbleFile[];
  buttons: readonly (readonly BubbleButton[])[];
  replyTo?: { id: number; from: string; text: string; quote?: string | undefined } | undefined;
  reactions: readonly { by: number; name: string; emoji: string }[];
  service?: string | undefined;
};

export type ChatNews =
  | { kind: 'bubble'; person: number; bubble: Bubble }
  | { kind: 'deleted'; person: number; ids: readonly number[] }
  | { kind: 'typing'; person: number; name: string }
  | { kind: 'toast'; person: number; message: number; press: string; text: string; alert: boolean };

export type PageNews =
  | { kind: 'chat'; news: ChatNews }
  | { kind: 'issue'; issue: string }
  | { kind: 'step'; step: Step }
  | { kind: 'counts'; counts: Counts }
  | { kind: 'services'; state: ServicesState }
  | { kind: 'tracker'; running: boolean }
  | { kind: 'redmine'; redmine: TrackerStanding }
  | { kind: 'persons'; persons: PersonOnPage[] };

/** The buttons of "Try to break it": `POST /api/break/<harm>`. */
export const HARMS = ['stop-tracker', 'start-tracker', 'lose-answers', 'kill-worker', 'empty-caches', 'flood'] as const;
export type Harm = (typeof HARMS)[number];
