import { Redis } from 'ioredis';
import type { TopicName } from '#contracts';
import type { LaneNumber } from '../../log/log.js';
import type { Lease } from '../lease.js';
import { LaneLock } from './lane-lock.js';

const TTL_MS = 4_000;
/** A lease that is waited for longer than this is of no use: it is asked for every second. */
const ANSWER_WITHIN_MS = 500;
const AGAIN_AFTER_MS = 1_000;
const GOODBYE_WITHIN_MS = 100;

export type RedlockLeaseOptions = {
  /** One Redis, or an odd number of independent ones of which most must agree. */
  urls: readonly string[];
  logger: { warn(fields: object, text: string): void };
  /** Before every key. (Default: `relaydesk:`) */
  prefix?: string;
  /** (Default: 4 s) */
  ttlMs?: number;
  /** (Default: 0.5 s) */
  answerWithinMs?: number;
};

/**
 * Leases in Redis, by redlock. It has no extension by itself, which suits us: a lease is renewed only while the group
 * hears from us. With Redis away every answer is `unknown` within about a second.
 */
export class RedlockLease implements Lease {
  private readonly clients: readonly Redis[];
  private readonly locks = new Map<string, LaneLock>();

  constructor(private readonly options: RedlockLeaseOptions) {
    this.clients = options.urls.map((url) => this.connect(url));
  }

  take(topic: TopicName, lane: LaneNumber) {
    return this.lock(topic, lane).hold();
  }

  renew(topic: TopicName, lane: LaneNumber) {
    return this.lock(topic, lane).hold();
  }

  release(topic: TopicName, lane: LaneNumber): Promise<void> {
    return this.lock(topic, lane).release();
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.disconnect();
  }

  private lock(topic: TopicName, lane: LaneNumber): LaneLock {
    const key = `${this.options.prefix ?? 'relaydesk:'}lane:${topic}/${lane}`;
    const known = this.locks.get(key);
    if (known) return known;
    const made = new LaneLock(this.clients, key, this.options.ttlMs ?? TTL_MS);
    this.locks.set(key, made);
    return made;
  }

  private connect(url: string): Redis {
    const { logger, answerWithinMs = ANSWER_WITHIN_MS } = this.options;
    const client = new Redis(url, {
      maxRetriesPerRequest: 1,
      connectTimeout: answerWithinMs,
      commandTimeout: answerWithinMs,
      disconnectTimeout: GOODBYE_WITHIN_MS,
      retryStrategy: (times) => Math.min(times * 100, AGAIN_AFTER_MS),
    });
    let away = false;
    client.on('ready', () => void (away = false));
    client.on('error', (error: NodeJS.ErrnoException) => {
      if (!away) logger.warn({ code: error.code }, 'lease: Redis does not answer; lanes go by their rows');
      away = true;
    });
    return client;
  }
}
