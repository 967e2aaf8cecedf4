import { HOOK_SIGNATURE, signatureOf } from '../protocol.js';

/** Where webhooks go, and what they are signed with. */
export type Hook = { url: string; secret: string };
export type Listener = (issue: string) => void;

const HOOK_MS = 5_000;

/** Tells everyone who listens that an issue was created or changed, after it was committed. */
export type Announcer = {
  announce(issue: string, what: 'created' | 'updated'): void;
  subscribe(listener: Listener): () => void;
};

export function createAnnouncer(hook: Hook | undefined): Announcer {
  const listeners = new Set<Listener>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    announce(issue, what) {
      for (const listener of listeners) listener(issue);
      if (hook)
        sendHook(hook, { type: `issue.${what}`, timestamp: new Date().toISOString(), data: { issue: { id: issue } } });
    },
  };
}

/** One attempt, as with Redmine: a hook is only quicker than the poll, which misses nothing. */
function sendHook({ url, secret }: Hook, event: object): void {
  const body = JSON.stringify(event);
  const headers = { 'content-type': 'application/json', [HOOK_SIGNATURE]: signatureOf(secret, body) };
  const signal = AbortSignal.timeout(HOOK_MS);
  fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' }).then(
    (answer) => answer.body?.cancel(),
    () => undefined,
  );
}
