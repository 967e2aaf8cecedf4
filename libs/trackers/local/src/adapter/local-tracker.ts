import type { TrackerAdapter, TrackerEnv, TrackerFiles, TrackerIdentity, TrackerPlugin } from '#ports/tracker';
import { MAX_FILE } from '../protocol.js';
import { Directory, List, People, Person, Uploaded, View } from './answers.js';
import { createApi, type Api } from './api.js';
import { LocalConfig } from './config.js';
import { toAccount, toHead, toIssue } from './from-answers.js';
import { baseline, itemsAbove } from './look-back.js';
import { plainMarkup } from './plain-markup.js';
import { readChanges } from './read-changes.js';
import { localWebhook } from './webhook.js';
import { addComment, createIssue } from './write-issue.js';

const asService = (signal: AbortSignal) => ({ as: { kind: 'service' as const }, signal });

/** The tracker that comes with Relaydesk: what `npm start` works with, and the first to keep every promise of the port. */
export const localTracker: TrackerPlugin<LocalConfig> = {
  id: 'local',
  configSchema: LocalConfig,
  create,
  markup: () => plainMarkup,
};

function create(config: LocalConfig, { fetch }: TrackerEnv): TrackerAdapter {
  const api = createApi(config, fetch);
  const page = config.publicUrl ?? config.url;
  return {
    capabilities: {
      markup: 'plain',
      maxSubject: 255,
      maxFile: MAX_FILE,
      settleMs: 5_000,
      privateComments: true,
    },
    async checkAccess(signal) {
      return { account: toAccount(await api.ask(asService(signal), { path: '/people/me' }, Person)), notes: [] };
    },
    directories: (call) => api.ask(call, { path: '/directories' }, Directory),
    async listIssues(call, query, number, limit) {
      const ask = { path: '/issues', query: { query, limit, offset: number * limit } };
      const { issues, total } = await api.ask(call, ask, List);
      return { issues: issues.map((head) => toHead(page, head)), page: number, pages: Math.ceil(total / limit) };
    },
    async readIssue(call, issue) {
      return toIssue(page, await api.ask(call, { path: `/issues/${encodeURIComponent(issue)}` }, View));
    },
    baseline: (call, target) => baseline(api, call, target),
    itemsAbove: (call, target, above) => itemsAbove(api, page, call, target, above),
    createIssue: (call, draft) => createIssue(api, page, call, draft),
    addComment: (call, issue, comment) => addComment(api, page, call, issue, comment),
    readChanges: (cursor, signal) => readChanges(api, cursor, signal),
    files: filesOf(api),
    identity: identityOf(api, page),
    ...(config.webhookSecret ? { webhook: localWebhook(config.webhookSecret) } : {}),
  };
}

const filesOf = (api: Api): TrackerFiles => ({
  async upload(call, { name, mime, body }) {
    const ask = { method: 'POST' as const, path: '/uploads', query: { name, mime }, body };
    return { ...(await api.ask(call, ask, Uploaded)), name, mime };
  },
  open: (call, { ref }) => api.open(call, { path: `/files/${encodeURIComponent(ref)}/content` }),
});

const identityOf = (api: Api, page: string): TrackerIdentity => ({
  async findCode(code, signal) {
    const ask = { path: '/people', query: { telegram: code } };
    const { people } = await api.ask(asService(signal), ask, People);
    // Two accounts with one code prove nothing.
    return people.length === 1 && people[0] ? toAccount(people[0]) : undefined;
  },
  accountPage: new URL('?account', page).href,
  fieldName: 'Telegram',
});
