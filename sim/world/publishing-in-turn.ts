import type { TopicName } from '#contracts';

/** What stands in the outbox of the lane that has these records, oldest first; `at` names that lane and its ownership. */
type Outbox = { at: string; ids: readonly string[] };

/** Publishing whose turn it was not: beside another of its lane that is not answered yet, or before what is older. */
export function watchPublishing(
  outboxesOf: (topic: TopicName, ids: readonly string[]) => Outbox[],
  say: (what: string) => void,
) {
  const inFlight = new Set<string>();
  /** What the log has; it leaves the outbox a while later. */
  const acknowledged = new Set<string>();

  function inOrder({ at, ids }: Outbox, records: readonly string[]): void {
    const last = ids.findLastIndex((id) => records.includes(id));
    const due = ids.slice(0, last + 1).filter((id) => records.includes(id) || !acknowledged.has(id));
    const wanted = records.filter((id) => ids.includes(id));
    if (due.join() !== wanted.join()) say(`${wanted.length} records of ${at} were published before older ones`);
  }

  /** These leave a node of the engine of a topic. Resolves with the answer. */
  return async function published<A extends { acknowledged: ReadonlySet<string> }>(
    { topic, node }: { topic: TopicName; node: string },
    records: readonly { id: string }[],
    answer: Promise<A>,
  ): Promise<A> {
    const ids = records.map(({ id }) => id);
    const outboxes = outboxesOf(topic, ids);
    const flights = outboxes.map(({ at }) => `${at} by ${node}`);
    for (const outbox of outboxes) inOrder(outbox, ids);
    for (const flight of flights) {
      if (inFlight.has(flight)) say(`${flight} was published while more of it was on its way`);
      inFlight.add(flight);
    }
    const answered = await answer;
    for (const flight of flights) inFlight.delete(flight);
    for (const id of answered.acknowledged) acknowledged.add(id);
    return answered;
  };
}
