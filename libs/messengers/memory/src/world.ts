import type { Happening, RichText } from '#contracts';
import type { ShownButton } from '#ports/messenger';
import type { RawUpdate } from './raw-update.js';

/** Time as the world sees it, so that a simulation can turn it. Both clocks in ms; `after` gives what cancels it. */
export type WorldClock = { now(): number; monotonic(): number; after(ms: number, then: () => void): () => void };

export const realClock: WorldClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

/** What befalls the next call that shows something. */
export type WorldFault =
  | { kind: 'throttled'; retryAfterMs: number }
  | { kind: 'broken' }
  | { kind: 'cut-before' }
  | { kind: 'cut-after' };

export type StoredFile = { ref: string; name: string; mime: string; bytes: Buffer };

export type StoredMessage = {
  id: string;
  by: 'person' | 'channel';
  text: RichText;
  buttons: readonly (readonly ShownButton[])[];
  replyTo?: string | undefined;
  asks: boolean;
  reaction?: string | undefined;
  files: readonly StoredFile[];
};

/** Whoever writes in a chat, as the messenger shows them. */
export type StoredUser = { user: string; name: string; language?: string | undefined };

/** A private chat's id is its user's. */
export type StoredChat = {
  id: string;
  kind: 'private' | 'group';
  blocked: boolean;
  lastId: number;
  messages: StoredMessage[];
};

/** A whole messenger in memory, with one channel. Ids count up from one, so equal runs are equal in every byte. */
export class MemoryWorld {
  readonly chats = new Map<string, StoredChat>();
  readonly files = new Map<string, StoredFile>();
  /** Presses by id, with what they were answered. */
  readonly presses = new Map<string, { answer?: { toast: string } }>();
  readonly faults: WorldFault[] = [];
  /** Told to nobody yet, or not confirmed. */
  readonly pending: RawUpdate[] = [];
  webhook: string | undefined;
  readonly #listeners = new Set<() => void>();
  #lastUpdate = 0;

  constructor(readonly clock: WorldClock = realClock) {}

  /** Makes a chat that people may sit in together. */
  openGroup(): StoredChat {
    return this.open(`-${this.chats.size + 1}`, 'group');
  }

  open(id: string, kind: StoredChat['kind']): StoredChat {
    const chat: StoredChat = { id, kind, blocked: false, lastId: 0, messages: [] };
    this.chats.set(id, chat);
    return chat;
  }

  /** What a person did, queued for the channel. */
  tell({ id: chat, kind }: StoredChat, by: StoredUser, what: Happening): void {
    this.#lastUpdate += 1;
    this.pending.push({ ...by, id: this.#lastUpdate, chat, kind, at: this.clock.now(), what });
    this.changed();
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Resolves with what `look` finds, now or after something happened; with `undefined` after `ms` or on abort. */
  wait<T>(look: () => T | undefined, ms: number, signal?: AbortSignal): Promise<T | undefined> {
    const { promise, resolve } = Promise.withResolvers<T | undefined>();
    const found = look();
    if (found !== undefined || ms <= 0 || signal?.aborted) return Promise.resolve(found);
    const end = (result: T | undefined) => {
      this.#listeners.delete(listener);
      signal?.removeEventListener('abort', aborted);
      cancel();
      resolve(result);
    };
    const listener = () => {
      const now = look();
      if (now !== undefined) end(now);
    };
    const aborted = () => end(undefined);
    const cancel = this.clock.after(ms, aborted);
    this.#listeners.add(listener);
    signal?.addEventListener('abort', aborted);
    return promise;
  }
}
