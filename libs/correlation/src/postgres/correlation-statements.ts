import type { QueryConfig } from 'pg';
import type { CorrelationWrite } from '../port.js';
import { changeBlocked, type BlockedWrite } from './statements/blocked.js';
import { addClaims, addCreated, writeIntents } from './statements/writes.js';
import { moveJournalCursors, movePollCursors } from './statements/cursors.js';
import { writeAbout, writeDecisions } from './statements/correlation.js';
import { writeShown } from './statements/shown.js';
import { changeLinks, type LinkWrite, renewKeys } from './statements/links.js';

type Of<K extends CorrelationWrite['kind']> = Extract<CorrelationWrite, { kind: K }>;

/**
 * The statements that write these rows: at most one or two for each kind, however many rows, and always in the same order of
 * kinds and keys, so that two lanes never wait for each other. Done again they change nothing. Pure.
 */
export function correlationStatements(writes: readonly CorrelationWrite[]): QueryConfig[] {
  const of = <K extends CorrelationWrite['kind']>(...kinds: K[]) =>
    writes.filter((write): write is Of<K> => (kinds as string[]).includes(write.kind));
  return [
    ...writeAbout(of('about').map((write) => write.row)),
    ...changeLinks(of('link', 'unlink') satisfies LinkWrite[]),
    ...renewKeys(of('link-key')),
    ...addCreated(of('created')),
    ...writeIntents(of('intent').map((write) => write.row)),
    ...addClaims(of('claim').map((write) => write.row)),
    ...moveJournalCursors(of('journal-cursor').map((write) => write.row)),
    ...movePollCursors(of('poll-cursor')),
    ...writeDecisions(of('decision').map((write) => write.row)),
    ...writeShown(of('shown').map((write) => write.row)),
    ...changeBlocked(of('blocked') satisfies BlockedWrite[]),
  ];
}
