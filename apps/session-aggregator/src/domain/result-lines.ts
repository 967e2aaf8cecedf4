import type { Dropped, IssueHead, Outcome, Phrase, Reason } from '#contracts';
import { phrase } from '#wording';
import type { Sending } from './session.js';

type Failure = Extract<Outcome, { kind: 'rejected' | 'given-up' }>;

/** A new issue, as its person is told of it. */
export function createdLines({ title, label, url, project, status, priority }: IssueHead): Phrase[] {
  const facts = { project: project?.name, status: status?.name, priority: priority?.name };
  return [phrase('issue.created', { title, label, url, ...facts })];
}

/** Words that had to wait and are there now. */
export function keptDoneLines({ what }: Sending, { label, title, url }: IssueHead, at: number): Phrase[] {
  if (what.kind === 'comment') return [phrase('kept.commentDone', { at: { at }, label })];
  return [phrase('kept.createDone', { at: { at }, url, title, label })];
}

/** What of a write the tracker did not keep. */
export function partlyLines(dropped: readonly Dropped[], label: string, tracker: string): Phrase[] {
  const [first, ...others] = dropped;
  if (!first) return [];
  const { what, why } = first;
  if (others.length === 0) {
    return [why ? phrase('partly.one', { label, what, why }) : phrase('partly.oneBare', { label, what, tracker })];
  }
  const items = dropped.map(({ what, why }) =>
    why ? phrase('partly.item', { what, why }) : phrase('partly.itemBare', { what }),
  );
  return [phrase('partly.many', { label }), ...items];
}

/** Why a write is not in the tracker. `what` it was, where that is still known. */
export function failureLine({ kind, reason }: Failure, tracker: string, what?: Sending['what']): Phrase {
  const { words } = reason;
  if (kind === 'rejected' && words) return phrase('refused.words', { tracker, words });
  const why = { phrase: reasonPhrase(reason, tracker) };
  if (kind === 'rejected' || !what) return phrase('refused.reason', { reason: why });
  if (what.kind === 'create') return phrase('givenUp.create', { subject: what.subject, reason: why });
  const label = what.to.label ?? what.to.title;
  return label ? phrase('givenUp.comment', { label, reason: why }) : phrase('refused.reason', { reason: why });
}

function reasonPhrase({ kind }: Reason, tracker: string): Phrase {
  switch (kind) {
    case 'refused':
    case 'no-access':
    case 'no-answer':
    case 'too-long-down':
      return phrase(`reason.${kind}`, { tracker });
    case 'not-allowed':
    case 'not-found':
    case 'expired':
    case 'failed':
      return phrase(`reason.${kind}`);
  }
}
