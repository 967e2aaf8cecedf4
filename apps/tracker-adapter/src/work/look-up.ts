import type { Result as Answer } from '#contracts';
import type { Attempt, Work } from '#lane';
import type { Desk } from '#plugins';
import { rejected } from '../domain/conclude-write.js';
import { outcomeRecord } from '../domain/outcome-record.js';
import { CommandWork } from '../domain/work-body.js';
import { type Context, forRead, type Result } from './context.js';
import { readFailureOf } from './from-error.js';
import { asOf } from './write.js';

/** Answers what a person's menu asks of the tracker. */
export async function lookUp(context: Context, work: Work, attempt: Attempt): Promise<Result> {
  const body = CommandWork.parse(work.body);
  const of = { attempt: work.attempt, at: context.clock.now(), trace: work.trace };
  const desk = context.desks.get(body.command.desk);
  if (!desk) return { kind: 'done', step: rejected(body, { kind: 'no-access' }, of) };
  try {
    const result = await ask(context, desk, body, attempt.signal);
    return { kind: 'done', step: { publish: [outcomeRecord(body, { kind: 'confirmed', result, dropped: [] }, of)] } };
  } catch (error) {
    const failure = readFailureOf(error);
    return failure.kind === 'refused' ? { kind: 'done', step: rejected(body, failure.reason, of) } : failure;
  }
}

async function ask(context: Context, desk: Desk, body: CommandWork, signal: AbortSignal): Promise<Answer> {
  const { action } = body.command;
  const as = asOf(body);
  if (action.kind === 'find-issues') {
    const { query, page, pageSize } = action;
    return {
      kind: 'issues',
      ...(await desk.tracker.listIssues({ as, signal: forRead(signal) }, query, page, pageSize)),
    };
  }
  const project = action.kind === 'issue-options' ? action.project : undefined;
  const { projects, issueTypes, priorities } = await context.directories.read(desk, as, project);
  return { kind: 'options', projects: [...projects], issueTypes: [...issueTypes], priorities: [...priorities] };
}
