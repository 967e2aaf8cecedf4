import type { TopicName } from '#contracts';

/** What stands in the database at one moment, for whoever looks after it. Times are ms since 1970, by the database's clock. */
export type Survey = {
  at: number;
  lanes: readonly SurveyedLane[];
  endpoints: readonly SurveyedEndpoint[];
  /** Dead letters that can be replayed. */
  deadLetters: number;
  /** Dead letters that nobody has decided about for longer than they are kept once somebody has. */
  undecided: number;
};

export type SurveyedLane = {
  topic: TopicName;
  lane: number;
  /** The process that has it; absent: none has. */
  holder?: string | undefined;
  /** When its holder, or its last one, gave a sign of life; 0: never. */
  heard: number;
  /** The next offset to take in. */
  offset: number;
  unpublished: number;
  /** Each time it was restored to an older point, or failed over to a replica that lagged: of these times it knows nothing. */
  forgot: readonly { since: number; until: number }[];
};

/** An endpoint some of whose work could not be done at the last try. */
export type SurveyedEndpoint = {
  endpoint: string;
  /** All the work it has, failed or not. */
  work: number;
  failed: number;
  /** A kind and a path, never a value; the latest failed work's. */
  error: string;
};
