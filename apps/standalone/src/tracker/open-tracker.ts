import { keepPort } from '../folder/keep-port.js';
import type { NewsStream } from '../page-server/news-stream.js';
import type { Settings } from '../settings.js';
import { askTracker, type AskTracker } from './ask-tracker.js';
import type { KeptTracker } from './keep-tracker.js';

export type OpenLocalTracker = {
  kind: 'local';
  kept: KeptTracker;
  ask: AskTracker;
  /** Called with the id of every issue created or changed. */
  onIssue(listener: (issue: string) => void): void;
};
/** Where the issues are: the local tracker, or a Redmine where one is configured, or with the desks of a file. */
export type Tracker = OpenLocalTracker | { kind: 'redmine'; url: string } | { kind: 'desks' };

export type TrackerOptions = {
  settings: Settings;
  folder: string;
  databaseUrl: string;
  token: string;
  hook: { url: string; secret: string };
  news: NewsStream;
  stops: AsyncDisposableStack;
};

export async function openTracker({
  settings,
  folder,
  databaseUrl,
  token,
  hook,
  news,
  stops,
}: TrackerOptions): Promise<Tracker> {
  if (settings.desksFile !== undefined) return { kind: 'desks' };
  if (settings.redmineUrl !== undefined) return { kind: 'redmine', url: settings.redmineUrl };
  const listeners: ((issue: string) => void)[] = [(issue) => news.tell({ kind: 'issue', issue })];
  const { keepTracker } = await import('./keep-tracker.js');
  const kept = await keepTracker({
    databaseUrl,
    port: await keepPort(folder),
    token,
    hook,
    onRunning: (running) => news.tell({ kind: 'tracker', running }),
    onIssue: (issue) => listeners.forEach((listener) => listener(issue)),
  });
  stops.defer(() => kept.stop());
  return {
    kind: 'local',
    kept,
    ask: askTracker(kept.url, token),
    onIssue: (listener) => void listeners.push(listener),
  };
}
