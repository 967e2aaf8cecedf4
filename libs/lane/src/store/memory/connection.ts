import type { Clock } from '../../clock.js';

const IDLE_IN_TRANSACTION_MS = 5_000;

/** A node that died answers no call, open or to come. */
export const never = () => new Promise<never>(() => undefined);

/**
 * A connection with a transaction open. The database ends it when its node crashes, when it has sat idle for five seconds
 * (what a stopped node's does), and when another database has become the primary.
 */
export class Connection {
  readonly #clock: Clock;
  readonly #isPrimary: () => boolean;
  readonly #release: () => void;
  #state: 'open' | 'ended' | 'crashed' = 'open';
  #lastUsed: number;
  #cancel: () => void;

  constructor(clock: Clock, isPrimary: () => boolean, release: () => void) {
    this.#clock = clock;
    this.#isPrimary = isPrimary;
    this.#release = release;
    this.#lastUsed = clock.monotonic();
    this.#cancel = clock.after(IDLE_IN_TRANSACTION_MS, () => this.#endIfIdle());
  }

  /** Called where a statement would reach the database. */
  async statement(): Promise<void> {
    if (this.#state === 'crashed') await never();
    this.assertOpen();
    this.#lastUsed = this.#clock.monotonic();
  }

  assertOpen(): void {
    if (this.#state !== 'open' || !this.#isPrimary()) throw new Error('the database has ended this connection');
  }

  end(): void {
    if (this.#state === 'open') this.#close('ended');
  }

  crash(): void {
    if (this.#state === 'open') this.#close('crashed');
  }

  #endIfIdle(): void {
    const left = this.#lastUsed + IDLE_IN_TRANSACTION_MS - this.#clock.monotonic();
    if (left <= 0) this.end();
    else this.#cancel = this.#clock.after(left, () => this.#endIfIdle());
  }

  #close(state: 'ended' | 'crashed'): void {
    this.#state = state;
    this.#cancel();
    this.#release();
  }
}
