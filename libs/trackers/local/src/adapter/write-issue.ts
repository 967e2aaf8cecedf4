import type { IssueId } from '#contracts';
import {
  TrackerError,
  type Comment,
  type Draft,
  type RemoteItem,
  type Upload,
  type WriteCall,
  type Written,
} from '#ports/tracker';
import { Changed, Created, type View } from './answers.js';
import type { Api } from './api.js';
import { commentItem, creationItem } from './from-answers.js';

export async function createIssue(api: Api, publicUrl: string, call: WriteCall, draft: Draft): Promise<Written> {
  const { subject, description, project, issueType, priority } = draft;
  const uploads = draft.uploads.map(({ token }) => token);
  const json = { subject, description, project, issueType, priority, uploads };
  const { issue } = await api.ask(call, { method: 'POST', path: '/issues', json }, Created);
  const item = creationItem(publicUrl, issue);
  return { item, dropped: [...attributesLeftOut(draft, issue), ...filesLeftOut(draft.uploads, item)] };
}

export async function addComment(
  api: Api,
  publicUrl: string,
  call: WriteCall,
  issue: IssueId,
  comment: Comment,
): Promise<Written> {
  const { text, private: hidden } = comment;
  const json = { text, private: hidden, uploads: comment.uploads.map(({ token }) => token) };
  const ask = { method: 'PUT' as const, path: `/issues/${encodeURIComponent(issue)}`, json };
  const { journal: id, issue: view } = await api.ask(call, ask, Changed);
  const journal = view.journals.find((entry) => entry.id === id);
  if (!journal) throw new TrackerError('rejected', 'there was nothing to add');
  const item = commentItem(publicUrl, view, journal);
  const exposed = hidden && !journal.private ? [{ what: 'private' }] : [];
  return { item, dropped: [...exposed, ...filesLeftOut(comment.uploads, item)] };
}

const filesLeftOut = (uploads: readonly Upload[], { uploadIds }: RemoteItem) =>
  uploads.filter(({ id }) => !uploadIds.includes(id)).map(({ name }) => ({ what: name }));

function attributesLeftOut(draft: Draft, issue: View) {
  const fields = ['project', 'issueType', 'priority'] as const;
  return fields
    .filter((field) => draft[field] !== undefined && draft[field] !== issue[field].id)
    .map((what) => ({ what }));
}
