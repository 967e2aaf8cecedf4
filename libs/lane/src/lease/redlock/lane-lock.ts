import type { Redis } from 'ioredis';
import Redlock from 'redlock';

export type Answer = 'held' | 'refused' | 'unknown';

/** One lane's lock. A LockError does not say whether another holds it or Redis is away; the errors on the way there do. */
export class LaneLock {
  private readonly redlock: Redlock;
  private lock: Redlock.Lock | undefined;
  private troubles = 0;

  constructor(
    clients: readonly Redis[],
    private readonly key: string,
    private readonly ttlMs: number,
  ) {
    this.redlock = new Redlock(clients, { retryCount: 0 });
    this.redlock.on('clientError', () => void (this.troubles += 1));
  }

  /** Extends it, or takes it: also anew, where Redis has forgotten it. */
  async hold(): Promise<Answer> {
    const before = this.troubles;
    const { lock } = this;
    // Whether it has run out is for Redis to say: redlock would go by our wall clock, which may jump.
    if (lock) lock.expiration = Infinity;
    const extended = lock && (await this.asked(() => this.redlock.extend(lock, this.ttlMs)));
    if (extended) return 'held';
    if (this.troubles > before) return 'unknown';
    this.lock = await this.asked(() => this.redlock.lock(this.key, this.ttlMs));
    if (this.lock) return 'held';
    return this.troubles > before ? 'unknown' : 'refused';
  }

  async release(): Promise<void> {
    const { lock } = this;
    this.lock = undefined;
    if (lock) await this.asked(() => this.redlock.unlock(lock));
  }

  private async asked<T>(ask: () => PromiseLike<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof Redlock.LockError) return undefined;
      throw error;
    }
  }
}
