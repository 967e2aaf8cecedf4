import type { Result as Answer } from '#contracts';
import type { Attempt, Work } from '#lane';
import { rejected } from '../domain/conclude-write.js';
import { outcomeRecord } from '../domain/outcome-record.js';
import type { Context, Result } from './context.js';
import { withoutUnsettled } from './without-unsettled.js';
import { forRead } from './deadlines.js';
import { explainReadFailure } from './explain-failure.js';
import { keeping, withPresentKey } from './present-key.js';
import { holderOf, openCommand, type Opened, runOf } from './write-parts.js';

/** Answers what a person's menu asks of the tracker. */
export async function lookUp(context: Context, work: Work, attempt: Attempt): Promise<Result> {
  const opened = await openCommand(context, work);
  const { desk, body, as } = opened;
  const run = runOf(context, work);
  try {
    const { came: result, renewed } = await withPresentKey(context, holderOf(opened), attempt.signal, (by) =>
      ask(context, { ...opened, as: by }, attempt.signal),
    );
    const publish = [outcomeRecord(body, { kind: 'confirmed', result, dropped: [] }, run)];
    return { kind: 'done', step: keeping({ publish }, renewed) };
  } catch (error) {
    const failure = await explainReadFailure(context, desk, as, error, attempt.signal);
    return failure.kind === 'refused' ? { kind: 'done', step: rejected(body, failure.reason, run) } : failure;
  }
}

async function ask(context: Context, opened: Opened, signal: AbortSignal): Promise<Answer> {
  const { clock, directories } = context;
  const { desk, body, as } = opened;
  const { action } = body.command;
  if (action.kind === 'find-issues') {
    const { query, page, pageSize } = action;
    const found = await forRead(clock, signal, (own) =>
      desk.tracker.listIssues({ as, signal: own }, query, page, pageSize),
    );
    return { kind: 'issues', ...found, issues: await withoutUnsettled(context, opened, found.issues, signal) };
  }
  const project = action.kind === 'issue-options' ? action.project : undefined;
  const { projects, issueTypes, priorities } = await directories.read(desk, as, project);
  return { kind: 'options', projects: [...projects], issueTypes: [...issueTypes], priorities: [...priorities] };
}
