import { text, toJson } from '../json.js';
import { type NewWork, type Work, type WorkChange, workOfNew, type WorkState } from '../store.js';

/** Work as it lies in the table. */
export type WorkRow = Omit<Work, 'body' | 'baseline'> & { body: string; baseline: string | undefined };

export function toWork(row: WorkRow): Work {
  const baseline: unknown = row.baseline === undefined ? undefined : (JSON.parse(row.baseline) ?? undefined);
  return { ...row, body: JSON.parse(row.body), baseline };
}

export function newRow(made: NewWork, seq: number): WorkRow {
  const work = workOfNew(made, seq);
  text(work.orderKey);
  return { ...work, body: toJson(work.body), baseline: baselineOf(work) };
}

/** A change of work, its baseline already JSON. */
export type StoredChange = { id: string; standing: Pick<WorkRow, keyof Standing> | 'done' };
type Standing = Omit<Exclude<WorkChange, { to: 'done' }>, 'id' | 'to'> & { state: WorkState };

export function toStored(change: WorkChange): StoredChange {
  if (change.to === 'done') return { id: change.id, standing: 'done' };
  const { id, to: state, dueAt, attempt, tries, sendBy, toldAt, lastError } = change;
  return { id, standing: { state, dueAt, attempt, tries, sendBy, baseline: baselineOf(change), toldAt, lastError } };
}

const baselineOf = ({ baseline }: Pick<Work, 'baseline'>) => (baseline === undefined ? undefined : toJson(baseline));

/** Effects that were to be sent may have been: by whom, the database does not know any more. */
export function makeReadyUnknown(work: Map<string, WorkRow>): void {
  for (const [id, row] of work) if (row.state === 'ready' && row.effect) work.set(id, { ...row, state: 'unknown' });
}

/** What only a database that is no more may have sent was never sent here, and waits with the rest. */
export const isBegun = ({ state, attempt }: WorkRow): boolean =>
  state !== 'ready' && (state !== 'unknown' || attempt > 0);

export function changeWork(work: Map<string, WorkRow>, { id, standing }: StoredChange): void {
  const row = work.get(id);
  if (standing === 'done') work.delete(id);
  else if (row) work.set(id, { ...row, ...standing });
}
