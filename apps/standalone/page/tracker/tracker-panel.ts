import { button, make } from '../make.js';
import { harm, trackerAs, type IssueHead } from '../server.js';
import { tell } from '../tell.js';
import { createAccountPage } from './account-page.js';
import { createIssueList } from './issue-list.js';
import { createIssueView, ENGINEER } from './issue-view.js';

export type TrackerPanel = {
  open(issue: string): void;
  /** Of this login; absent: of whoever they choose to be. */
  openAccount(login: string | undefined): void;
  refresh(): Promise<void>;
  /** An issue was created or changed. */
  hear(issue: string): void;
  showRunning(running: boolean): void;
};

export type TrackerPanelOptions = {
  onIssues(issues: readonly IssueHead[]): void;
  onPublicComment(): void;
};

/** The right side: what the engineer sees. */
export function createTrackerPanel(
  place: HTMLElement,
  { onIssues, onPublicComment }: TrackerPanelOptions,
): TrackerPanel {
  const tracker = trackerAs(ENGINEER);
  let issues: readonly IssueHead[] = [];
  let wanted: string | undefined;
  const list = createIssueList(open);
  const view = createIssueView(() => place.classList.remove('reading'), onPublicComment);
  const account = createAccountPage(() => showAccount(false));
  const stopped = make(
    'div',
    { class: 'stopped', role: 'status', hidden: true },
    make(
      'p',
      {},
      make('strong', {}, 'The tracker is stopped. '),
      'What people write is kept, and arrives within a minute of its return.',
    ),
    button({ class: 'primary' }, () => void harm('start-tracker').catch(tell), 'Start it again'),
  );
  place.replaceChildren(
    make(
      'div',
      { class: 'list-column' },
      make(
        'header',
        { class: 'tracker-head' },
        make('h2', {}, 'Tracker'),
        make(
          'p',
          { class: 'working-as' },
          make('span', { class: 'avatar hue-2', 'aria-hidden': 'true' }, 'BP'),
          make('span', {}, 'Boris Petrov, engineer'),
        ),
      ),
      list.element,
    ),
    make('div', { class: 'issue-column' }, stopped, view.element, account.element),
  );

  function open(issue: string): void {
    wanted = issue;
    showAccount(false);
    place.classList.add('reading');
    list.show(issues, issue);
    view.open(issue).catch(tell);
  }
  function showAccount(shown: boolean): void {
    account.element.hidden = !shown;
    view.element.hidden = shown;
  }
  async function refresh(): Promise<void> {
    issues = await tracker.issues();
    onIssues(issues);
    const [newest] = issues;
    wanted ??= newest?.id;
    list.show(issues, wanted);
    if (wanted !== undefined) await view.open(wanted);
  }

  return {
    open,
    openAccount(login) {
      place.classList.add('reading');
      showAccount(true);
      account.open(login).catch(tell);
    },
    refresh,
    hear(issue) {
      // What has just been made is what everyone wants to look at.
      if (!issues.some(({ id }) => id === issue)) wanted = issue;
      void refresh().catch(() => undefined);
    },
    showRunning(running) {
      stopped.hidden = running;
      if (running) void refresh().catch(() => undefined);
    },
  };
}
