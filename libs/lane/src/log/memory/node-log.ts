import type { TopicName } from '#contracts';
import type { Clock } from '../../clock.js';
import type { Log, LogEvents, Publishable, Subscription } from '../log.js';
import { LogError } from '../log-error.js';
import { isPast, tooLate, type SendBy } from '../send-by.js';
import type { MemoryBroker } from './broker.js';
import { Member } from './member.js';

/** The memory broker as one node reaches it. */
export class MemoryLog implements Log {
  readonly lanes: number;
  private readonly members = new Set<Member>();

  constructor(
    private readonly broker: MemoryBroker,
    private readonly clock: Clock,
  ) {
    this.lanes = broker.options.lanes;
  }

  async publish(records: readonly Publishable[], sendBy: SendBy) {
    // A freeze may strike between the call and the socket, so time is looked at one event later.
    await new Promise<void>((resolve) => this.clock.after(0, resolve));
    const acknowledged = new Set<string>();
    if (records.length > 0 && isPast(this.clock, sendBy)) return { acknowledged, error: tooLate() };
    const answers = await Promise.all([...byLane(records)].map((part) => this.send(part)));
    for (const ids of answers) for (const id of typeof ids === 'object' ? ids : []) acknowledged.add(id);
    if (answers.includes('too-large'))
      return { acknowledged, error: new LogError('too-large', 'a record is too large') };
    const error = answers.includes(undefined) ? new LogError('unanswered', 'no acknowledgement came') : undefined;
    return { acknowledged, error };
  }

  /** The ids acknowledged, or `undefined` if no answer came. */
  private send(part: readonly Publishable[]): Promise<readonly string[] | 'too-large' | undefined> {
    const { clock: world, faults, hopMs, answerTimeoutMs, mostBytes } = this.broker.options;
    const { topic, lane } = part[0] as Publishable;
    const { arrivesMs = hopMs, answerMs = hopMs } = faults.publish?.(topic, lane) ?? {};
    const isTooLarge = part.some(({ value }) => value.length > mostBytes(topic));
    return new Promise((resolve) => {
      const giveUp = this.clock.after(answerTimeoutMs, () => resolve(undefined));
      const answer = () => {
        giveUp();
        resolve(isTooLarge ? 'too-large' : part.map(({ id }) => id));
      };
      if (arrivesMs === 'lost') return;
      world.after(arrivesMs, () => {
        if (!isTooLarge) this.broker.partition(topic, lane).append(part);
        if (answerMs !== 'lost') this.clock.after(answerMs, answer);
      });
    });
  }

  async subscribe(topic: TopicName, group: string, events: LogEvents): Promise<Subscription> {
    const member: Member = new Member(this.broker, topic, group, this.clock, events, () => this.members.delete(member));
    this.members.add(member);
    await member.start();
    return member;
  }

  /** The node's consumers crash, as kafkajs' may: `failed` is called and nothing after it. */
  crash(error: Error): void {
    for (const member of [...this.members]) member.fail(error);
  }

  async prepare(): Promise<void> {}

  async close(): Promise<void> {
    await Promise.all([...this.members].map((member) => member.stop(0)));
  }
}

function byLane(records: readonly Publishable[]): Iterable<readonly Publishable[]> {
  return Map.groupBy(records, ({ topic, lane }) => `${topic}/${lane}`).values();
}
