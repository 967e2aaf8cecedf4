import { TrackerError, type TrackerAdapter } from '#ports/tracker';
import type { TrackerStanding } from '../protocol.js';

const WITHIN_MS = 10_000;
const AGAIN_MS = 15_000;

export type AskedRedmine = { readonly state: TrackerStanding; stop(): void };

/**
 * Asks someone else's Redmine how it stands with us, now and again and again; `onChange` hears when it stands otherwise.
 * Once `ending` is aborted nothing more is waited for.
 */
export async function keepAskingRedmine(
  tracker: TrackerAdapter,
  ending: AbortSignal,
  onChange: (state: TrackerStanding) => void,
): Promise<AskedRedmine> {
  const ask = () => askStanding(tracker, AbortSignal.any([ending, AbortSignal.timeout(WITHIN_MS)]));
  let state = await ask();
  const timer = setInterval(async () => {
    const next = await ask();
    if (ending.aborted || JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    onChange(state);
  }, AGAIN_MS);
  return {
    get state() {
      return state;
    },
    stop: () => clearInterval(timer),
  };
}

/** What answers with anything but a refusal of the key is no such tracker, or none just now. */
export async function askStanding(tracker: TrackerAdapter, signal: AbortSignal): Promise<TrackerStanding> {
  try {
    const { account, notes } = await tracker.checkAccess(signal);
    return { kind: 'open', account: account.name, notes };
  } catch (error) {
    const closed = error instanceof TrackerError && error.kind === 'unauthorized';
    return closed ? { kind: 'closed', why: error.message } : { kind: 'silent' };
  }
}
