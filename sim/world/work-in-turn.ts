import type { TopicName } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { Attempt, Clock, LaneChange, LaneService, Work } from '#lane';
import type { SendCall } from '#ports/messenger';
import { TrackerError } from '#ports/tracker';

/** Whatever a tracker here takes in has its effect within so long of being sent. */
const SETTLED_WITHIN_MS = 500;

/** The unfinished work of the lane that has this piece of it, oldest first. */
type Beside = (topic: TopicName, work: string) => Iterable<Pick<Work, 'id' | 'seq' | 'orderKey'>>;

/**
 * Work whose turn it was not: before what stands before it under its order key, beside another write of its account that
 * may still take effect, looked for while it may; or claimed, and not finished with that.
 */
export function watchWork(clock: Pick<Clock, 'monotonic'>, beside: Beside, say: (what: string) => void) {
  const sending = new WeakMap<object, Work>();
  /** Of each gate the work that may still take effect, and until when. */
  const open = new Map<string, Map<string, number>>();
  /** Of each piece of work its newest attempt, and when nothing of that is sent any more. */
  const sentBy = new Map<string, { number: number; at: number }>();

  const opened = (gate: string) => {
    const works = open.get(gate) ?? new Map<string, number>();
    open.set(gate, works);
    return works;
  };
  const isInNoOrder = ({ effect, expiresAt }: Work) => !effect && expiresAt !== undefined;

  function begins(topic: TopicName, work: Work, { number, sendBy }: Attempt): void {
    sending.set(sendBy, work);
    sentBy.set(work.id, { number, at: sendBy.monotonic });
    if (isInNoOrder(work)) return;
    for (const { id, seq, orderKey } of beside(topic, work.id)) {
      if (seq >= work.seq) break;
      if (orderKey === work.orderKey) say(`${work.id} began before ${id} was done, which stands before it`);
    }
  }

  /** Whoever stood still meanwhile may look for an older one. */
  function looks({ id }: Work, { number }: Attempt): void {
    const sent = sentBy.get(id);
    if (!sent || number < sent.number) return;
    const early = sent.at + SETTLED_WITHIN_MS - clock.monotonic();
    if (early > 0) say(`${id} was looked for ${early} ms before it had to have its effect`);
  }

  return {
    /** The same service; its work is watched. */
    watched<T extends TopicName, R, S, C>(service: LaneService<T, R, S, C>): LaneService<T, R, S, C> {
      const { worker, topic } = service;
      if (!worker) return service;
      const run = (work: Work, attempt: Attempt, side: R) => {
        begins(topic, work, attempt);
        return worker.run(work, attempt, side);
      };
      if (!worker.look) return { ...service, worker: { ...worker, run } };
      const { look: lookFor } = worker;
      const look = (work: Work, attempt: Attempt, side: R) => {
        looks(work, attempt);
        return lookFor(work, attempt, side);
      };
      return { ...service, worker: { ...worker, run, look } };
    },
    /** A write leaves its node; whoever gets a clear answer may tell. */
    sent({ sendBy }: Pick<SendCall, 'sendBy'>, answered: Promise<unknown>): void {
      const { id, gate } = sending.get(sendBy) ?? {};
      if (id === undefined || gate === undefined) return;
      const works = opened(gate);
      for (const [other, until] of works) {
        if (other !== id && until > clock.monotonic())
          say(`${id} was sent while ${other} of the same account may take effect`);
      }
      works.set(id, clock.monotonic() + SETTLED_WITHIN_MS);
      const known = () => void works.delete(id);
      answered.then(known, (error: unknown) => {
        if (error instanceof TrackerError && error.kind !== 'ambiguous') known();
      });
    },
    committed(topic: TopicName, { side = [] }: LaneChange<CorrelationWrite>): void {
      for (const one of side) {
        const command = one.kind === 'claim' ? one.row.command : undefined;
        if (command === undefined) continue;
        for (const { id } of beside(topic, command)) if (id === command) say(`${id} was told of before it was done`);
      }
    },
  };
}
