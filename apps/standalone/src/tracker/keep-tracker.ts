import { startLocalTracker, type LocalTracker, type LocalTrackerOptions } from '#trackers/local';

/** The local tracker as an outside system that may be stopped and started again at its address. */
export type KeptTracker = {
  readonly url: string;
  readonly running: boolean;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** The next so many writes are done but not answered. */
  loseAnswers(count: number): void;
};

export type KeptTrackerOptions = LocalTrackerOptions & {
  onRunning(running: boolean): void;
  onIssue(issue: string): void;
};

export async function keepTracker({ onRunning, onIssue, ...options }: KeptTrackerOptions): Promise<KeptTracker> {
  let tracker: LocalTracker | undefined = await startLocalTracker(options);
  const { url } = tracker;
  const port = Number(new URL(url).port);
  tracker.subscribe(onIssue);
  // Stops and starts follow one another, however fast the buttons are pressed.
  let last = Promise.resolve();
  const next = (step: () => Promise<void>): Promise<void> => (last = last.then(step, step));
  return {
    url,
    get running() {
      return tracker !== undefined;
    },
    stop: () =>
      next(async () => {
        const closing = tracker;
        tracker = undefined;
        if (!closing) return;
        onRunning(false);
        await closing.close();
      }),
    start: () =>
      next(async () => {
        if (tracker) return;
        tracker = await startLocalTracker({ ...options, port });
        tracker.subscribe(onIssue);
        onRunning(true);
      }),
    loseAnswers: (count) => tracker?.loseAnswers(count),
  };
}
