import type { Dropped, FileTrouble, IssueHead, Outcome, Phrase, Reason } from '#contracts';
import { phrase } from '#wording';
import type { Sending } from './session.js';

const MEGABYTE = 1_048_576;

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

/** What of a write is not in the tracker: files that did not come that far, and what it did not keep. */
export function partlyLines(dropped: readonly Dropped[], label: string, tracker: string): Phrase[] {
  const files = dropped.flatMap(({ what, trouble }) => (trouble ? [fileLine(what, trouble, tracker)] : []));
  const refused = dropped.filter(({ trouble }) => !trouble);
  if (files.length > 0 && refused.length === 0) return [...files, phrase('file.restSaved', { label })];
  return [...files, ...withoutLines(refused, label, tracker)];
}

function withoutLines(dropped: readonly Dropped[], label: string, tracker: string): Phrase[] {
  const [first, ...others] = dropped;
  if (!first) return [];
  if (others.length === 0) {
    const { why } = first;
    const what = leftOut(first);
    return [why ? phrase('partly.one', { label, what, why }) : phrase('partly.oneBare', { label, what, tracker })];
  }
  const items = dropped.map((one) => {
    const item = { what: leftOut(one) };
    return one.why ? phrase('partly.item', { ...item, why: one.why }) : phrase('partly.itemBare', item);
  });
  return [phrase('partly.many', { label }), ...items];
}

/** What was chosen is named in the reader's language, as the tracker port calls it; a file, or words, as they are. */
const CHOSEN = ['private', 'project', 'issueType', 'priority'] as const;

function leftOut({ what }: Dropped): { phrase: Phrase } | string {
  const chosen = CHOSEN.find((one) => one === what);
  return chosen ? { phrase: phrase(`chosen.${chosen}`) } : what;
}

function fileLine(name: string, trouble: FileTrouble, tracker: string): Phrase {
  if (trouble.kind === 'not-handed-over') return phrase('file.failed', { name });
  const { messenger } = trouble;
  const sizes = { megabytes: Math.ceil(trouble.size / MEGABYTE), limit: Math.floor(trouble.limit / MEGABYTE) };
  if (messenger) return phrase('file.tooBig', { name, messenger, ...sizes });
  return phrase('file.tooBigForTracker', { name, tracker, ...sizes });
}

/** Why a write is not in the tracker. `what` it was, where that is still known. */
export function failureLine({ kind, reason }: Failure, tracker: string, what?: Sending['what']): Phrase {
  const [lost] = reason.dropped ?? [];
  const words = reason.words ?? lost?.why;
  if (lost?.trouble)
    return phrase('refused.reason', { reason: { phrase: fileLine(lost.what, lost.trouble, tracker) } });
  if (kind === 'rejected' && words) return phrase('refused.words', { tracker, words });
  const why = { phrase: reasonPhrase(reason, tracker) };
  if (kind === 'rejected' || !what) return phrase('refused.reason', { reason: why });
  if (what.kind === 'create') return phrase('givenUp.create', { subject: what.subject, reason: why });
  const label = what.to.label ?? what.to.title;
  return label ? phrase('givenUp.comment', { label, reason: why }) : phrase('refused.reason', { reason: why });
}

export function reasonPhrase({ kind }: Reason, tracker: string): Phrase {
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
