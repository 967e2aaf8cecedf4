import type { Bubble, PageNews, PageState } from '../src/protocol.js';
import { createChatPanel, type ChatPanel } from './chat/chat-panel.js';
import { createGuide } from './guide/guide.js';
import { createBreakPanel } from './harm/break-panel.js';
import { listen } from './listen.js';
import { part } from './make.js';
import { readState, type IssueHead } from './server.js';
import { createCounters } from './strip/counters.js';
import { createWay } from './strip/way.js';
import { createTabs } from './tabs.js';
import { themeToggle } from './theme.js';
import { createRedminePanel, type RedminePanel } from './tracker/redmine-panel.js';
import { createTrackerPanel, type TrackerPanel } from './tracker/tracker-panel.js';
import { showDesks } from './desks.js';
import { showRealBot } from './real-bot.js';
import { untilReady } from './until-ready.js';

const state = await untilReady(readState);
const tabs = createTabs();
const guide = createGuide(state.instance);
const way = createWay();
const counters = createCounters();
const simulated = state.mode.messenger.kind === 'simulator';
const isOurs = state.mode.tracker.kind === 'local';
const breaking = createBreakPanel({ tracker: isOurs, messenger: simulated });
const known = new Set<string>();

part('theme').append(themeToggle());
if (simulated && isOurs) part('guide').append(guide.element);
part('inside').append(way.element);
// Counted is what both sides can be asked for.
if (simulated && isOurs) part('inside').append(counters.element);
part('inside').append(breaking.element);

const redmine = openRedmine();
const tracker = openTracker();
const chats = openChats();
show(state);
await tracker?.refresh().catch(() => undefined);
followAddress(new URL(location.href));
listen(
  () => void reconnect(),
  () => showConnecting(true),
  hear,
);

function openTracker(): TrackerPanel | undefined {
  if (!isOurs) return undefined;
  return createTrackerPanel(part('tracker'), { onIssues, onPublicComment: () => guide.hear('answered') });
}

function openRedmine(): RedminePanel | undefined {
  const { tracker: mode } = state.mode;
  return mode.kind === 'redmine' ? createRedminePanel(part('tracker'), mode.url) : undefined;
}

function openChats(): ChatPanel | undefined {
  const place = part('chats');
  const { messenger } = state.mode;
  if (messenger.kind === 'simulator') return createChatPanel(place, { ...messenger, openHere });
  if (messenger.kind === 'desks') {
    showDesks(place, part('tracker'), messenger);
    return undefined;
  }
  showRealBot(place, messenger, isOurs ? openAccount : undefined);
  return undefined;
}

function openAccount(): void {
  tabs.show('tracker');
  tracker?.openAccount(undefined);
}

function show(current: PageState): void {
  if (current.counts) counters.show(current.counts);
  way.fill(current.steps);
  chats?.showPersons(current.persons);
  tracker?.showRunning(current.trackerRunning);
  if (current.redmine) redmine?.show(current.redmine);
  breaking.showTracker(current.trackerRunning);
  breaking.showServices(current.services);
}

/** What happened while nobody listened is read again. */
async function reconnect(): Promise<void> {
  show(await untilReady(readState));
  await Promise.all([chats?.refresh(), tracker?.refresh().catch(() => undefined)]);
  showConnecting(false);
}

const showConnecting = (shown: boolean): void => void (part('connecting').hidden = !shown);

function hear(news: PageNews): void {
  switch (news.kind) {
    case 'chat':
      chats?.hear(news.news);
      if (news.news.kind === 'bubble') watchWords(news.news.bubble);
      return;
    case 'issue':
      return tracker?.hear(news.issue);
    case 'step':
      return way.show(news.step);
    case 'counts':
      return counters.show(news.counts);
    case 'persons':
      return chats?.showPersons(news.persons);
    case 'services':
      return breaking.showServices(news.state);
    case 'redmine':
      return redmine?.show(news.redmine);
    case 'tracker':
      breaking.showTracker(news.running);
      return tracker?.showRunning(news.running);
  }
}

function watchWords({ from, text, replyTo }: Bubble): void {
  if (from.bot || text.startsWith('/')) return;
  guide.hear('written');
  if (replyTo) guide.hear('replied');
}

function onIssues(issues: readonly IssueHead[]): void {
  const fresh = issues.some(({ id, author }) => !known.has(id) && author.login === 'anna');
  if (fresh && known.size > 0) guide.hear('issue-made');
  for (const { id } of issues) known.add(id);
}

/** Opens what a link of the chat leads to, if it is a page of our own tracker. */
function openHere(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const url = new URL(link);
  return (
    url.port === location.port &&
    ['localhost', '127.0.0.1', location.hostname].includes(url.hostname) &&
    followAddress(url)
  );
}

function followAddress({ searchParams }: URL): boolean {
  const issue = searchParams.get('issue');
  const account = searchParams.has('account');
  if (!tracker || (issue === null && !account)) return false;
  tabs.show('tracker');
  if (issue !== null) tracker.open(issue);
  else tracker.openAccount(chats?.person?.login);
  return true;
}
