import type { TopicName } from '#contracts';
import type { Clock } from '../../clock.js';
import type { LaneNumber } from '../../log/log.js';
import type { Lease } from '../lease.js';

type Answer = 'held' | 'refused' | 'unknown';
type Held = { by: object; until: number };

const UNANSWERED_AFTER_MS = 500;

/** The Redis of a simulated cluster: leases, and the two things that happen to a Redis. */
export class MemoryLeases {
  private readonly held = new Map<string, Held>();
  /** While true nobody gets an answer. */
  down = false;

  constructor(
    private readonly clock: Clock,
    private readonly options: { ttlMs?: number; hopMs?: number } = {},
  ) {}

  /** FLUSHALL. */
  empty(): void {
    this.held.clear();
  }

  /** One node's leases; `clock` is that node's. */
  connect(clock: Clock = this.clock): Lease {
    const node = {};
    const hold = (topic: TopicName, lane: LaneNumber) =>
      this.ask<Answer>(clock, () => this.hold(`${topic}/${lane}`, node), 'unknown');
    return {
      take: hold,
      renew: hold,
      release: (topic, lane) => this.ask(clock, () => this.release(`${topic}/${lane}`, node), undefined),
      close: async () => {},
    };
  }

  private hold(key: string, by: object): 'held' | 'refused' {
    const now = this.clock.monotonic();
    const held = this.held.get(key);
    if (held && held.by !== by && held.until > now) return 'refused';
    this.held.set(key, { by, until: now + (this.options.ttlMs ?? 4_000) });
    return 'held';
  }

  private release(key: string, by: object): void {
    if (this.held.get(key)?.by === by) this.held.delete(key);
  }

  private ask<T>(clock: Clock, what: () => T, unanswered: T): Promise<T> {
    const { hopMs = 1 } = this.options;
    return new Promise((resolve) => {
      const giveUp = clock.after(UNANSWERED_AFTER_MS, () => resolve(unanswered));
      this.clock.after(hopMs, () => {
        if (this.down) return;
        const answer = what();
        clock.after(hopMs, () => {
          giveUp();
          resolve(answer);
        });
      });
    });
  }
}
