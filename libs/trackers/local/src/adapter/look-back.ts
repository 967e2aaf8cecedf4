import type { AccountId } from '#contracts';
import type { Baseline, Call, RemoteItem, WriteTarget } from '#ports/tracker';
import { List, Person, View } from './answers.js';
import type { Api } from './api.js';
import { commentItem, creationItem } from './from-answers.js';

const PAGE = 100;

const issuePath = (id: string) => `/issues/${encodeURIComponent(id)}`;

/** The highest number this account sees at the target: of an issue, or of a journal entry. */
export async function baseline(api: Api, call: Call, target: WriteTarget): Promise<Baseline> {
  if (target.kind === 'new-issue') {
    const query = { status: 'all', order: 'number', limit: 1 };
    const { issues } = await api.ask(call, { path: '/issues', query }, List);
    return { highest: Number(issues[0]?.id ?? 0) };
  }
  const { journals } = await api.ask(call, { path: issuePath(target.issue) }, View);
  return { highest: Math.max(0, ...journals.map(({ id }) => Number(id))) };
}

/** What this account has written at the target since the baseline, oldest first. */
export async function itemsAbove(
  api: Api,
  publicUrl: string,
  call: Call,
  target: WriteTarget,
  { highest = 0 }: Baseline,
): Promise<RemoteItem[]> {
  if (target.kind === 'new-issue') {
    const query = { status: 'all', order: 'number', author: 'me', above: highest, limit: PAGE };
    const { issues } = await api.ask(call, { path: '/issues', query }, List);
    const views = issues.toReversed().map(({ id }) => api.ask(call, { path: issuePath(id) }, View));
    return (await Promise.all(views)).map((view) => creationItem(publicUrl, view));
  }
  const view = await api.ask(call, { path: issuePath(target.issue) }, View);
  const author = await ownId(api, call);
  return view.journals
    .filter(({ id, author: by }) => Number(id) > Number(highest) && by.id === author)
    .map((journal) => commentItem(publicUrl, view, journal));
}

async function ownId(api: Api, call: Call): Promise<AccountId | string> {
  if (call.as.kind === 'account') return call.as.account;
  return (await api.ask(call, { path: '/people/me' }, Person)).id;
}
