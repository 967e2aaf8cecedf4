import { laneOf } from '../../log/lane-of.js';
import type { Run } from './model.js';
import { chatOfPerson } from './two-stages.js';

/** After its successor began, what a node had committed before may still go out for so long (its `sendBy`). */
const SEND_WITHIN_MS = 2_000;
const TEN_MINUTES = 600_000;

/** What a run broke of what the engine promises; nothing, if all is well. */
export function judgeRun(run: Run): string[] {
  return [
    ...(run.drained ? [] : [`something is stuck: ${JSON.stringify(left(run))}`]),
    ...wordsOf(run),
    ...mergedApart(run),
    ...stale(run),
    ...deadLetters(run),
    ...run.cluster.doubles.map(({ id }) => `${id} may have come twice`),
    ...run.outside.early.map(({ words, by }) => `${by} sent «${words}» before Retry-After was over`),
    ...run.cluster.failures.map(({ node, error }) => `${node} failed: ${error.message}`),
  ];
}

function* wordsOf({ written, outside }: Run): Iterable<string> {
  for (const [person, words] of written.words) {
    const expected = words.map((_, i) => `${person}:${i + 1}`).join(' ');
    const arrived = outside.done.flatMap((one) => one.words.split(' ')).filter((one) => one.startsWith(`${person}:`));
    if (arrived.join(' ') !== expected) yield `${person} wrote «${expected}», what arrived is «${arrived.join(' ')}»`;
  }
}

function* mergedApart({ written, outside }: Run): Iterable<string> {
  for (const { words } of outside.done) {
    const times = words.split(' ').map((one) => {
      const [person = '', n] = one.split(':');
      return written.words.get(person)?.[Number(n) - 1]?.at ?? 0;
    });
    if (Math.max(...times) - Math.min(...times) >= TEN_MINUTES) yield `one window holds «${words}»`;
  }
}

/** What a node did although another had long taken the lane. */
function* stale({ outside, cluster }: Run): Iterable<string> {
  for (const { words, by, at } of outside.done) {
    const lane = laneOf(chatOfPerson(words.split(':')[0] ?? ''), cluster.broker.options.lanes);
    const owner = cluster.taken
      .filter((one) => one.topic === 'deliveries' && one.lane === lane && one.at + SEND_WITHIN_MS < at)
      .at(-1);
    const since = owner?.at ?? 0;
    const later = cluster.taken.some(
      (one) => one.topic === 'deliveries' && one.lane === lane && one.node === by && one.at >= since && one.at <= at,
    );
    if (owner && owner.node !== by && !later) yield `${by} sent «${words}» though ${owner.node} had the lane`;
  }
}

function* deadLetters({ cluster, written }: Run): Iterable<string> {
  const { lanes } = cluster.broker.options;
  const dead = (['session-events', 'deliveries'] as const).flatMap((topic) =>
    Array.from({ length: lanes }, (_, lane) => [...cluster.database.lane(topic, lane).dead.values()]).flat(),
  );
  const poison = dead.filter(({ cause }) => cause === 'the core threw TypeError');
  for (const { cause } of dead) if (!poison.some((one) => one.cause === cause)) yield `a dead letter: ${cause}`;
  if (poison.length !== written.poisoned()) yield `${poison.length} of ${written.poisoned()} poisoned records are kept`;
}

/** What is unfinished, for whoever reads a failure. */
function left({ cluster }: Run) {
  return (['session-events', 'deliveries'] as const).flatMap((topic) =>
    Array.from({ length: cluster.broker.options.lanes }, (_, lane) => {
      const rows = cluster.database.lane(topic, lane);
      const { epoch, offset, holder } = rows;
      const work = [...rows.work.values()].map(({ state, dueAt, lastError }) => ({ state, dueAt, lastError }));
      const sizes = { outbox: rows.outbox.size, states: rows.states.size };
      return { topic, lane, epoch, holder, offset, end: cluster.broker.partition(topic, lane).end, ...sizes, work };
    }),
  );
}
