import type { Named } from '#contracts';

/** What a desk decides about its dialogs. Plain data; times in milliseconds. */
export type DeskOptions = {
  /** As people know the desk: "Acme Support". */
  name: string;
  /** As people know the tracker: "Redmine". */
  tracker: string;
  /** How long after its last part an utterance counts as whole, by the kind of that part. */
  windows: { text: number; file: number; forward: number; album: number };
  /** However the parts keep coming, a window closes this long after its first one. */
  maxWindow: number;
  /** How many parts one draft takes; what comes after begins another. */
  maxParts: number;
  pageSize: number;
  /** People without a link: ask them for one, or write for them under the desk's own account. */
  unknownPeople: 'ask' | 'allow';
  /** Where new issues go unless the person says otherwise; absent: the first project the tracker offers them, and none in a group. */
  defaultProject?: Named | undefined;
  /** How accounts are proved; absent: this tracker cannot. */
  linking?: { accountPage: string; field: string; ttl: number; codesPerHour: number } | undefined;
};

export const DEFAULT_DESK_OPTIONS = {
  windows: { text: 1_000, file: 1_000, forward: 1_000, album: 2_000 },
  maxWindow: 30_000,
  maxParts: 100,
  pageSize: 5,
  unknownPeople: 'ask',
} as const satisfies Partial<DeskOptions>;

/** One-time codes are good for ten minutes, and a person gets at most so many an hour. */
export const DEFAULT_LINKING = { ttl: 600_000, codesPerHour: 6 } as const;
