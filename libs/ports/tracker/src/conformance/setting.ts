import { randomUUID } from 'node:crypto';
import type { IssueId } from '#contracts';
import type {
  Account,
  As,
  Call,
  ChangePage,
  ProvenAccount,
  TrackerAdapter,
  TrackerPlugin,
  WriteCall,
} from '../adapter.js';
import { TrackerError } from '../error.js';
import { faultsOf, type Faults } from './faults.js';
import type { TrackerUnderTest } from './harness.js';

/** What every promise works with: the server, and the plugin's adapter for it. */
export type Setting = TrackerUnderTest & {
  faults: Faults;
  adapter: TrackerAdapter;
  adapterFor(config: unknown): TrackerAdapter;
};

export function settingFor<C>(plugin: TrackerPlugin<C>, server: TrackerUnderTest): Setting {
  const adapterFor = (config: unknown) => plugin.create(plugin.configSchema.parse(config), server.env);
  return { ...server, faults: faultsOf(server.proxy), adapterFor, adapter: adapterFor(server.config) };
}

const READ_MS = 10_000;
const WRITE_MS = 30_000;

const inNameOf = (who: ProvenAccount | 'service'): As =>
  who === 'service' ? { kind: 'service' } : { kind: 'account', account: who.id, login: who.login, key: who.key };

/** An account as an issue names it: nobody's credential is ever shown. */
export const asShown = ({ id, login, name }: ProvenAccount): Account => ({ id, login, name });

export const reading = (who: ProvenAccount | 'service'): Call => ({
  as: inNameOf(who),
  signal: AbortSignal.timeout(READ_MS),
});

/** A write that may be sent during the next ten seconds. */
export const writing = (who: ProvenAccount | 'service', signal = AbortSignal.timeout(WRITE_MS)): WriteCall => ({
  as: inNameOf(who),
  signal,
  sendBy: { wall: Date.now() + 10_000, monotonic: performance.now() + 10_000 },
});

/** A write whose time to be sent has passed. */
export const late = (who: ProvenAccount | 'service'): WriteCall => ({
  ...writing(who),
  sendBy: { wall: Date.now() - 1, monotonic: performance.now() - 1 },
});

export const unique = (words: string) => `${words} ${randomUUID().slice(0, 8)}`;

/** A new issue of the customer's, made past the adapter. */
export const ownIssue = ({ backDoor, project, people }: Setting, subject = unique('The shop answers 502')) =>
  backDoor.createIssue({ subject, description: 'Since this morning.', project, by: people.customer });

/** The customer comments; nothing is expected to go wrong. */
export async function comment(setting: Setting, issue: IssueId, text: string) {
  const { adapter, people } = setting;
  const baseline = await adapter.baseline(reading(people.customer), { kind: 'issue', issue });
  return adapter.addComment(writing(people.customer), issue, { text, private: false, uploads: [] }, baseline);
}

/** The error a call ends with, which must be a `TrackerError`. */
export async function errorOf(call: Promise<unknown>): Promise<TrackerError> {
  const end = await call.then(
    () => new Error('The call went through.'),
    (error: unknown) => error,
  );
  if (end instanceof TrackerError) return end;
  throw end;
}

/** One complete pass over the changes. */
export async function changesSince({ adapter }: Setting, cursor?: ChangePage['cursor']) {
  const marks = new Map<IssueId, string>();
  let page = await adapter.readChanges(cursor, AbortSignal.timeout(READ_MS));
  const collect = () => page.changed.forEach(({ issue, mark }) => marks.set(issue, mark));
  collect();
  while (!page.complete) {
    page = await adapter.readChanges(page.next, AbortSignal.timeout(READ_MS));
    collect();
  }
  return { marks, cursor: page.cursor };
}
