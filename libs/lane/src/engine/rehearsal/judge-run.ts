import { accountId, deskId, issueId, issueKey, messageId, UserKey } from '#contracts';
import { type History, judge } from '#history';
import { laneOf } from '../../log/lane-of.js';
import type { Run } from './model.js';
import { chatOfPerson } from './two-stages.js';

const TEN_MINUTES = 600_000;

/** What a run broke of what the engine promises; nothing, if all is well. */
export function judgeRun(run: Run): string[] {
  return [
    ...(run.drained ? [] : [`something is stuck: ${JSON.stringify(left(run))}`]),
    ...judge(historyOf(run)).map(({ kind, sentence }) => `${kind}: ${sentence}`),
    ...mergedApart(run),
    ...deadLetters(run),
    ...run.cluster.doubles.map(({ id }) => `${id} may have come twice`),
    ...run.outside.early.map(({ words, by }) => `${by} sent «${words}» before Retry-After was over`),
    ...run.cluster.failures.map(({ node, error }) => `${node} failed: ${error.message}`),
  ];
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

/** Everyone's words on the way to one issue each; whoever sent them outside had to own their lane. */
function historyOf({ written, outside, cluster }: Run): History {
  const issue = (person: string) => issueKey(deskId('acme'), issueId(person));
  return {
    written: [...written.words].flatMap(([person, words]) =>
      words.map(({ at }, i) => {
        const [chat, text] = [chatOfPerson(person), `${person}:${i + 1}`];
        const who = { chat, person: UserKey.parse(chat), account: accountId(person), message: messageId(i + 1) };
        return { at, text, to: { kind: 'issue' as const, issue: issue(person) }, ...who };
      }),
    ),
    items: outside.done.map(({ words, at }, i) => {
      const text = words.replaceAll(' ', '\n');
      return {
        at,
        issue: issue(personIn(words)),
        id: `${i}`,
        kind: 'comment',
        account: accountId(personIn(words)),
        text,
      };
    }),
    owned: cluster.taken.flatMap(({ topic, lane, node, at }) =>
      topic === 'deliveries' ? [{ topic, lane, node, from: at }] : [],
    ),
    deeds: outside.done.map(({ words, by, at }) => {
      const lane = laneOf(chatOfPerson(personIn(words)), cluster.broker.options.lanes);
      return { topic: 'deliveries', lane, node: by, at, what: 'sent', about: `«${words}»` };
    }),
    ...{ commented: [], told: [], shown: [] },
  };
}

const personIn = (words: string) => words.split(':')[0] ?? '';

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
