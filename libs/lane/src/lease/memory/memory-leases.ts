import type { TopicName } from '#contracts';
import type { Clock } from '../../clock.js';
import type { LaneNumber } from '../../log/log.js';
import type { Lease } from '../lease.js';

type Answer = 'held' | 'refused' | 'unknown';
type Held = { by: object; until: number };

const TTL_MS = 4_000;
const ANSWER_WITHIN_MS = 500;

/** A node's own times, where they are not those of a cluster. */
type Times = { ttlMs?: number; answerWithinMs?: number };

/** The Redis of a simulated cluster: leases, and the two things that happen to a Redis. */
export class MemoryLeases {
  private readonly held = new Map<string, Held>();
  /** While true nobody gets an answer. */
  down = false;

  constructor(
    private readonly clock: Clock,
    private readonly options: { hopMs?: number } = {},
  ) {}

  /** FLUSHALL. */
  empty(): void {
    this.held.clear();
  }

  /** One node's leases; `clock` is that node's. */
  connect(clock: Clock = this.clock, { ttlMs = TTL_MS, answerWithinMs = ANSWER_WITHIN_MS }: Times = {}): Lease {
    const node = {};
    const ask = <T>(what: () => T, unanswered: T) => this.ask(clock, answerWithinMs, what, unanswered);
    const hold = (topic: TopicName, lane: LaneNumber) =>
      ask<Answer>(() => this.hold(`${topic}/${lane}`, node, ttlMs), 'unknown');
    return {
      take: hold,
      renew: hold,
      release: (topic, lane) => ask(() => this.release(`${topic}/${lane}`, node), undefined),
      close: async () => {},
    };
  }

  private hold(key: string, by: object, ttlMs: number): 'held' | 'refused' {
    const now = this.clock.monotonic();
    const held = this.held.get(key);
    if (held && held.by !== by && held.until > now) return 'refused';
    this.held.set(key, { by, until: now + ttlMs });
    return 'held';
  }

  private release(key: string, by: object): void {
    if (this.held.get(key)?.by === by) this.held.delete(key);
  }

  private ask<T>(clock: Clock, withinMs: number, what: () => T, unanswered: T): Promise<T> {
    const { hopMs = 1 } = this.options;
    return new Promise((resolve) => {
      const giveUp = clock.after(withinMs, () => resolve(unanswered));
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
