/** What is used here of redlock 4.2, which ships no types. */
declare module 'redlock' {
  import type { EventEmitter } from 'node:events';
  import type { Redis } from 'ioredis';

  class Lock {
    readonly value: string;
    /** By the wall clock, ms since 1970, drift taken off. */
    expiration: number;
  }

  /** It was not given, extended or released; or not by enough servers, `clientError` then says why. */
  class LockError extends Error {}

  class Redlock extends EventEmitter {
    static readonly LockError: typeof LockError;
    constructor(clients: readonly Redis[], options: { driftFactor?: number; retryCount: number });
    lock(resource: string, ttlMs: number): PromiseLike<Lock>;
    /** Changes and returns the same lock. */
    extend(lock: Lock, ttlMs: number): PromiseLike<Lock>;
    unlock(lock: Lock): PromiseLike<void>;
    on(event: 'clientError', listener: (error: Error) => void): this;
  }

  namespace Redlock {
    export type { Lock };
  }
  export default Redlock;
}
