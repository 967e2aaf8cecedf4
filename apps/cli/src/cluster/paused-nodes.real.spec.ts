import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { until } from '#testkit';
import { kafka, postgres, redis, redmine } from '#testkit/parts';
import { isMarked, makeIssue } from './rehearsal/conversation.js';
import type { ServiceProcess } from './rehearsal/service-process.js';
import { openStage, type Stage } from './rehearsal/stage.js';

const ground = { postgres: (await postgres()).url, brokers: (await kafka()).brokers, redis: (await redis()).url };
const tracker = await redmine();
let stage: Stage;

beforeAll(async () => {
  stage = await openStage(ground, tracker, { lanes: 1 });
  const { cluster } = stage;
  await cluster.startAll();
  await Promise.all(
    (['session-aggregator', 'tracker-adapter', 'notifier'] as const).map((service) => cluster.start(service)),
  );
});
afterAll(() => stage.close());

/** Who owns a topic's lane, once someone does. */
const ownerOf = (topic: string) => until(() => stage.cluster.owner(topic));

/** Stops the session-aggregator in the middle of a transaction, its lane's row locked. */
async function freezeMidway(aggregator: ServiceProcess): Promise<void> {
  const { ask } = stage.cluster;
  await until(async () => {
    const [waiting] = await ask(
      `SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    );
    return waiting;
  });
  aggregator.freeze();
}

/**
 * What session-aggregator and tracker-adapter have published, all writes Redmine was asked for, all that was shown. What is
 * published to the tracker-adapter is left out: hints of what other tests do in this Redmine are among it.
 */
async function doneSoFar() {
  const published = await stage.cluster.ask(
    `SELECT topic, sum(next_offset) AS records FROM lane WHERE topic <> 'tracker-work' GROUP BY topic ORDER BY topic`,
  );
  const writes = stage.toRedmine.seen.filter(({ method }) => method !== 'GET').length;
  return { published, writes, shown: stage.simulator.counters.sends.length };
}

it('a node that was stopped past its lease and goes on does nothing more, and does not hold up its successor', async () => {
  const { cluster, office, toRedmine } = stage;
  const anna = await stage.linked('Anna', 'Karenina', 'Customer');
  const { issue, told } = await makeIssue(anna.chat, 'The shop answers 502');
  const aggregator = await ownerOf('session-events');
  const adapter = await ownerOf('tracker-work');
  const notifier = await ownerOf('deliveries');
  const isComment = ({ method, path }: { method: string; path: string }) =>
    method === 'PUT' && path.includes(`/${issue}.`);

  const underWay = toRedmine.plan(isComment, 'hang-before');
  const first = anna.chat.reply(told.id, 'word 1');
  await underWay.met;
  adapter.freeze();
  await isMarked(anna.chat, first, ['✍']);
  await cluster.ask('BEGIN');
  await cluster.ask('LOCK TABLE lane_state IN ACCESS EXCLUSIVE MODE');
  const second = anna.chat.reply(told.id, 'word 2');
  await freezeMidway(aggregator);
  await cluster.ask('COMMIT');
  notifier.freeze();

  for (const [topic, stopped] of [
    ['session-events', aggregator],
    ['tracker-work', adapter],
    ['deliveries', notifier],
  ] as const) {
    await until(async () => {
      const owner = await cluster.owner(topic);
      return owner && owner !== stopped;
    });
  }
  for (const message of [first, second]) await isMarked(anna.chat, message);
  expect((await office.read(issue)).journals.map(({ notes }) => notes)).toEqual(['word 1', 'word 2']);

  const before = await doneSoFar();
  for (const stopped of [aggregator, adapter, notifier]) {
    stopped.thaw();
    await stopped.ready();
  }
  expect(await doneSoFar()).toEqual(before);

  await isMarked(anna.chat, anna.chat.reply(told.id, 'word 3'));
  expect((await office.read(issue)).journals.map(({ notes }) => notes)).toEqual(['word 1', 'word 2', 'word 3']);
  expect(cluster.errors()).toEqual([]);
});
