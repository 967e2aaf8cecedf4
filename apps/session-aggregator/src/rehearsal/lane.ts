import type { TopicRecord } from '#contracts';
import { memoryCorrelation, type CorrelationWrite, type Link } from '#correlation';
import type { Step, View } from '#lane';
import { linkCodes } from '../domain/link-code.js';
import type { DeskOptions } from '../domain/options.js';
import type { Context } from '../domain/scene.js';
import { sessionEvents } from '../lane.js';

type Event = TopicRecord<'session-events'>;
type Stored = { json: string; dueAt: number | undefined; idleSince?: number | undefined };

/** One lane of the session service without an engine: states as JSON in memory, a batch for every record. */
export class RehearsalLane {
  readonly correlation = memoryCorrelation();
  readonly states = new Map<string, Stored>();
  /** As in a lane's `View`. */
  againBefore = 0;
  readonly #service;

  constructor(options: DeskOptions, links: readonly Link[]) {
    this.#service = sessionEvents({ desk: () => options, linkCode: linkCodes('a secret') });
    this.correlation.apply(links.map((row) => ({ kind: 'link', row })));
  }

  /** Takes one record in; what was due before it is not fired here. */
  async take(record: Event): Promise<Step<CorrelationWrite>> {
    const windows = [...this.states].filter(([, { dueAt }]) => dueAt !== undefined);
    const due = new Map(windows.map(([key, stored]) => [key, parsed(stored)]));
    const context = await this.#service.load(this.correlation.reads, [record], due);
    const now = record.kind === 'update.v1' ? record.body.receivedAt : record.at;
    return this.#apply(this.#service.take(record, this.#view(context, now)));
  }

  /** The key whose window is due first by `now`, if any is. */
  dueBy(now: number): string | undefined {
    const due = [...this.states].filter(([, { dueAt }]) => dueAt !== undefined && dueAt <= now);
    return due.toSorted(([, a], [, b]) => (a.dueAt ?? 0) - (b.dueAt ?? 0))[0]?.[0];
  }

  async fire(key: string): Promise<Step<CorrelationWrite>> {
    const stored = this.states.get(key);
    const context = await this.#service.load(this.correlation.reads, [], new Map([[key, parsed(stored)]]));
    return this.#apply(this.#service.due(key, this.#view(context, stored?.dueAt ?? 0)));
  }

  #view(context: Context, now: number): View<Context> {
    return { state: (key) => parsed(this.states.get(key)), context, now, againBefore: this.againBefore };
  }

  #apply(step: Step<CorrelationWrite>): Step<CorrelationWrite> {
    for (const { key, state, ...times } of step.states ?? [])
      this.states.set(key, { dueAt: undefined, ...times, json: JSON.stringify(state) });
    this.correlation.apply(step.side ?? []);
    return step;
  }
}

const parsed = (stored: Stored | undefined): unknown => stored && JSON.parse(stored.json);
