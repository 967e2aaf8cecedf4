import { chatOf, type Dropped, type IssueId } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { Attempt, Look, Work } from '#lane';
import type { Desk } from '#plugins';
import type { As, WriteCall, WriteTarget } from '#ports/tracker';
import { composeSubject, composeWords } from '../domain/compose-words.js';
import { confirmed, doubted, rejected } from '../domain/conclude-write.js';
import { matchItem } from '../domain/match-item.js';
import { CommandWork, WriteBaseline } from '../domain/work-body.js';
import { type Context, forRead, forWrite, type Known, type Result } from './context.js';
import { failureOf, readFailureOf } from './from-error.js';
import { uploadFiles } from './upload-files.js';

/** A create or a comment: baseline and uploads first, then one sending, then, if need be, a look for what became of it. */
export function createWrites(context: Context) {
  const { clock, reads } = context;

  async function baseline(work: Work, signal: AbortSignal): Promise<Known> {
    const { desk, body, as } = open(work);
    try {
      const target = await targetOf(body);
      if (!target) return { kind: 'known', baseline: undefined };
      const account = await accountOf(desk, body, signal);
      const project = await usualProject(desk, body, as);
      const { uploads, dropped } = await uploadFiles(desk, body, as, signal);
      const ids = await desk.tracker.baseline({ as, signal: forRead(signal) }, target);
      return { kind: 'known', baseline: { ids, account, project, uploads, dropped } satisfies WriteBaseline };
    } catch (error) {
      const failure = readFailureOf(error);
      // What the target refuses to show, the write itself will be refused, with words for the person.
      if (failure.kind !== 'refused') return failure;
      const account = await accountOf(desk, body, signal);
      return { kind: 'known', baseline: { ids: {}, account, uploads: [], dropped: [] } satisfies WriteBaseline };
    }
  }

  async function run(work: Work, attempt: Attempt): Promise<Result> {
    const { desk, body, as } = open(work);
    const target = await targetOf(body);
    if (!target) return { kind: 'done', step: rejected(body, { kind: 'failed' }, at(work)) };
    const known = WriteBaseline.parse(attempt.baseline);
    const call = { as, signal: forWrite(attempt.signal), sendBy: attempt.sendBy, attempt: attempt.number };
    try {
      const { item, dropped } = await send(desk, body, target, known, call);
      return { kind: 'done', step: confirmed(desk.endpoint, body, item, [...known.dropped, ...dropped], at(work)) };
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'unknown') return { ...failure, settleMs: desk.tracker.capabilities.settleMs };
      if (failure.kind !== 'refused') return failure;
      return { kind: 'done', step: rejected(body, failure.reason, { ...at(work), closes: intent(work, attempt) }) };
    }
  }

  function send(desk: Desk, { command }: CommandWork, target: WriteTarget, known: WriteBaseline, call: WriteCall) {
    const { action } = command;
    const text = composeWords(command, messengerOf(desk, command), desk.markup);
    const { uploads } = known;
    if (target.kind === 'issue') {
      const hidden = action.kind === 'comment' && action.private;
      return desk.tracker.addComment(call, target.issue, { text, private: hidden, uploads }, known.ids);
    }
    if (action.kind !== 'create') throw new Error('Only a creation has no issue yet.');
    const { project = known.project, issueType, priority } = action;
    const subject = composeSubject(action.subject, desk.tracker.capabilities.maxSubject);
    return desk.tracker.createIssue(call, { subject, description: text, project, issueType, priority, uploads });
  }

  async function look(work: Work, attempt: Attempt): Promise<Look<CorrelationWrite>> {
    const { desk, body, as } = open(work);
    const { command } = body;
    const target = await targetOf(body);
    const known = WriteBaseline.parse(attempt.baseline);
    if (!target) return { kind: 'absent' };
    try {
      const items = await desk.tracker.itemsAbove({ as, signal: forRead(attempt.signal) }, target, known.ids);
      const claims = await reads.claims(
        desk.endpoint,
        items.map(({ key }) => key),
      );
      const taken = new Set(claims.filter((claim) => claim.command !== body.id).map(({ item }) => item));
      const wanted = {
        text: composeWords(command, messengerOf(desk, command), desk.markup),
        subject: command.action.kind === 'create' ? command.action.subject : undefined,
        shared: command.acting.kind === 'shared',
      };
      const found = matchItem(
        wanted,
        known,
        items.filter(({ key }) => !taken.has(key)),
      );
      if (found.kind === 'absent') return found;
      if (found.kind === 'doubt') {
        return {
          kind: 'doubt',
          step: doubted(body, desk.markup.from(found.last.text).text, at(work), intent(work, attempt)),
        };
      }
      return { kind: 'found', step: confirmed(desk.endpoint, body, found.item, known.dropped as Dropped[], at(work)) };
    } catch (error) {
      return lookFailed(body, work, attempt, error);
    }
  }

  function lookFailed(body: CommandWork, work: Work, attempt: Attempt, error: unknown): Look<CorrelationWrite> {
    const failure = readFailureOf(error);
    switch (failure.kind) {
      case 'refused':
        // The target is gone or not to be seen any more: nobody can tell but the person.
        return { kind: 'doubt', step: doubted(body, '', at(work), intent(work, attempt)) };
      case 'failed':
        return { kind: 'down', error: failure.error };
      default:
        return failure;
    }
  }

  /** The open intent that is committed with an attempt. */
  function intent(work: Work, attempt: Pick<Attempt, 'baseline'>): readonly CorrelationWrite[] {
    const { desk, body } = open(work);
    const { command, id } = body;
    const known = WriteBaseline.safeParse(attempt.baseline);
    if (!known.success) return [];
    const { action, chat, session } = command;
    const issue = action.kind === 'comment' && 'issue' in action.target ? action.target.issue : undefined;
    const { ids: baseline, account } = known.data;
    return [
      {
        kind: 'intent',
        row: { tracker: desk.endpoint, command: id, chat, session, account, issue, baseline, open: true },
      },
    ];
  }

  function open(work: Work): { desk: Desk; body: CommandWork; as: As } {
    const body = CommandWork.parse(work.body);
    const desk = context.desks.get(body.command.desk);
    if (!desk) throw new Error(`The desk ${body.command.desk} is not configured any more.`);
    return { desk, body, as: asOf(body) };
  }

  /** The issue it writes to; `undefined`: it was meant for one whose creation was given up. */
  async function targetOf({ command: { action } }: CommandWork): Promise<WriteTarget | undefined> {
    if (action.kind === 'create') return { kind: 'new-issue', project: action.project };
    if (action.kind !== 'comment') return undefined;
    const { target } = action;
    const issue: IssueId | undefined =
      'issue' in target ? target.issue : (await reads.created([target.createdBy])).get(target.createdBy);
    return issue && { kind: 'issue', issue };
  }

  /** Who writes without being asked, or creates before they could see their projects, gets the first that is open to them. */
  async function usualProject(desk: Desk, { command: { action } }: CommandWork, as: As): Promise<string | undefined> {
    if (action.kind !== 'create' || action.project !== undefined) return undefined;
    return (await context.directories.read(desk, as, undefined)).projects[0]?.id;
  }

  async function accountOf(desk: Desk, { command: { acting } }: CommandWork, signal: AbortSignal) {
    return acting.kind === 'account' ? acting.account : (await context.serviceAccount(desk, forRead(signal))).id;
  }

  const at = (work: Work) => ({ attempt: work.attempt, at: clock.now(), trace: work.trace });

  return { baseline, intent, run, look };
}

/** In whose name a command runs. */
export const asOf = ({ command: { acting } }: CommandWork): As =>
  acting.kind === 'account' ? { kind: 'account', account: acting.account, login: acting.login } : { kind: 'service' };

function messengerOf(desk: Desk, command: CommandWork['command']): string {
  const channel = desk.config.channels.find(({ id }) => id === chatOf(command.chat).channel);
  const name = channel?.messenger ?? 'chat';
  return name.charAt(0).toUpperCase() + name.slice(1);
}
