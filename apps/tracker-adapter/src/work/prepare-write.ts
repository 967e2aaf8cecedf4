import type { IssueId } from '#contracts';
import type { Work } from '#lane';
import { type As, type Baseline, TrackerError, type WriteTarget } from '#ports/tracker';
import type { HopelessWrite, Prepared } from '../domain/work-body.js';
import { type Context, isOfAnotherTracker, type Known } from './context.js';
import { forRead } from './deadlines.js';
import { explainReadFailure } from './explain-failure.js';
import { withPresentKey } from './present-key.js';
import { BusyMessenger, type FileUploads } from './upload-files.js';
import { holderOf, openCommand, type Opened } from './write-parts.js';

/** Before a write's first attempt: its files go up, and what stands at its target already is remembered. */
export async function prepareWrite(
  context: Context,
  files: FileUploads,
  work: Work,
  signal: AbortSignal,
): Promise<Known> {
  const opened = await openCommand(context, work);
  const { desk, as } = opened;
  if (isOfAnotherTracker(work, desk)) return known(hopeless('not-found'));
  try {
    const ask = (by: As) => prepare(context, files, { ...opened, as: by }, signal);
    const { came, renewed } = await withPresentKey(context, holderOf(opened), signal, ask);
    return known({ ...came, renewed });
  } catch (error) {
    if (error instanceof BusyMessenger) return { kind: 'throttled', retryAfterMs: error.retryAfterMs, scope: 'key' };
    const failure = await explainReadFailure(context, desk, as, error, signal);
    return failure.kind === 'refused' ? known({ hopeless: failure.reason }) : failure;
  }
}

const known = (baseline: Prepared): Known => ({ kind: 'known', baseline });

async function prepare(context: Context, files: FileUploads, opened: Opened, signal: AbortSignal): Promise<Prepared> {
  const { desk, body, as } = opened;
  const { action, acting } = body.command;
  const issue = await issueOf(context, opened);
  if (action.kind === 'comment' && !issue) return hopeless('not-found');
  const account = acting.kind === 'account' ? acting.account : (await context.serviceAccounts.of(desk)).id;
  const project = await projectOf(context, opened);
  const { uploads, dropped } = await files.upload(desk, body, as, signal);
  const words = action.kind === 'comment' ? action.words : undefined;
  if (words && words.files.length > 0 && uploads.length === 0 && words.text.text.trim() === '') {
    return { hopeless: { kind: 'refused', dropped } };
  }
  const target: WriteTarget = issue ? { kind: 'issue', issue } : { kind: 'new-issue', project };
  const ids = await highest(context, opened, target, signal);
  return { tracker: desk.endpoint, ids, account, issue, project, uploads, dropped };
}

/** What the account may not read it may still be allowed to write to; then what the desk itself sees there is known. */
async function highest({ clock }: Context, { desk, as }: Opened, target: WriteTarget, signal: AbortSignal) {
  const read = (by: As): Promise<Baseline> =>
    forRead(clock, signal, (own) => desk.tracker.baseline({ as: by, signal: own }, target));
  try {
    return await read(as);
  } catch (error) {
    const hidden = error instanceof TrackerError && (error.kind === 'not-found' || error.kind === 'rejected');
    if (!hidden || as.kind === 'service') throw error;
    return read({ kind: 'service' });
  }
}

/** Who writes without being asked has no project to choose, and a tracker may take no issue without one. */
async function projectOf({ directories }: Context, { desk, body, as }: Opened): Promise<string | undefined> {
  const { action } = body.command;
  if (action.kind !== 'create') return undefined;
  return action.project ?? (await directories.read(desk, as, undefined)).projects[0]?.id;
}

/** The issue a comment is for; nothing for a creation, or where the creation it was meant for came to nothing. */
export async function issueOf({ reads }: Context, { body }: Opened): Promise<IssueId | undefined> {
  const { action } = body.command;
  if (action.kind !== 'comment') return undefined;
  const { target } = action;
  return 'issue' in target ? target.issue : (await reads.created([target.createdBy])).get(target.createdBy)?.issue;
}

const hopeless = (kind: HopelessWrite['hopeless']['kind']): HopelessWrite => ({ hopeless: { kind } });
