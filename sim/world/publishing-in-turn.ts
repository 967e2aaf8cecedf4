import type { TopicName } from '#contracts';

/** The outbox of a lane that has some of these records: by id, oldest first; `at` names that lane and its ownership. */
type Outbox = { at: string; rows: ReadonlyMap<string, unknown> };

/** Publishing whose turn it was not: beside another of its lane that is not answered yet, or before what is older. */
export function watchPublishing(
  outboxesOf: (topic: TopicName, ids: readonly string[]) => Outbox[],
  say: (what: string) => void,
) {
  const inFlight = new Set<string>();
  /** What the log has; it leaves the outbox a while later. */
  const acknowledged = new Set<string>();

  function inOrder({ at, rows }: Outbox, records: readonly string[]): void {
    const wanted = records.filter((id) => rows.has(id));
    const left = new Set(wanted);
    const due: string[] = [];
    for (const id of rows.keys()) {
      if (left.size === 0) break;
      if (left.delete(id) || !acknowledged.has(id)) due.push(id);
    }
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
