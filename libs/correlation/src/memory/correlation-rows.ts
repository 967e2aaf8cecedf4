import type { ChatKey, CommandId, UserKey } from '#contracts';
import type { Claim, Creation, Decision, JournalCursor, Link, MessageAbout, ShownChat, WriteIntent } from '../port.js';

/** The tables of correlation, by their primary keys. Rows are replaced, never changed in place. */
export type CorrelationRows = {
  about: Map<string, MessageAbout>;
  links: Map<UserKey, Link>;
  created: Map<CommandId, Creation>;
  intents: Map<string, WriteIntent>;
  claims: Map<string, Claim>;
  journalCursors: Map<string, JournalCursor>;
  /** JSON, so that nothing is shared with whoever wrote it. */
  pollCursors: Map<string, string>;
  decisions: Map<string, Decision>;
  blocked: Map<ChatKey, number>;
  shown: Map<ChatKey, ShownChat>;
};

/** A copy of these rows, or, without any, empty tables. */
export const copyRows = (rows?: CorrelationRows): CorrelationRows => ({
  about: new Map(rows?.about),
  links: new Map(rows?.links),
  created: new Map(rows?.created),
  intents: new Map(rows?.intents),
  claims: new Map(rows?.claims),
  journalCursors: new Map(rows?.journalCursors),
  pollCursors: new Map(rows?.pollCursors),
  decisions: new Map(rows?.decisions),
  blocked: new Map(rows?.blocked),
  shown: new Map(rows?.shown),
});
