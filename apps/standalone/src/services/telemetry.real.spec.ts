import { expect, it } from '@jest/globals';
import { startSimulator } from '#apps/simulator';
import { readConfig } from '#config';
import { messengers, trackers } from '#plugins';
import { silent, startTelemetry } from '#telemetry';
import { freshDatabase, type ReceivedSpan, startOtlpReceiver } from '#testkit';
import { postgres } from '#testkit/parts';
import { startLocalTracker } from '#trackers/local';
import { startServices } from './start-services.js';

const TOKEN = 'a service token of this test';
const server = await postgres();

/** Has a person write words that become an issue, and an engineer answer there; says what was told of it. */
async function tellOf(words: string, answer: string) {
  const collector = await startOtlpReceiver();
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url;
  const database = await freshDatabase(server.url);
  const simulator = await startSimulator();
  const tracker = await startLocalTracker({ databaseUrl: database.url, token: TOKEN });
  const bot = simulator.createBot();
  const env = {
    DATABASE_URL: database.url,
    TELEGRAM_BOT_TOKEN: bot.token,
    TELEGRAM_API_ROOT: simulator.apiRoot,
    LOCAL_TRACKER_URL: tracker.url,
    LOCAL_TRACKER_TOKEN: TOKEN,
    LANES: '2',
    PORT: '0',
  };
  const telemetry = await startTelemetry('standalone', process.env, silent);
  const config = readConfig(env, { trackers, messengers });
  const services = await startServices(config, silent, fail, () => undefined, telemetry);

  async function ask<T>(as: string, method: string, path: string, body?: object): Promise<T> {
    const headers = { authorization: `Bearer ${TOKEN}`, 'x-act-as': as, 'content-type': 'application/json' };
    const response = await fetch(tracker.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  const anna = simulator.createPerson({ name: 'Anna', language: 'en' }).with(bot);
  anna.start();
  const hello = await anna.hears('I connect this chat');
  const telegram = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(hello.text)?.[0];
  const me = await ask<{ id: string }>('anna', 'GET', '/people/me');
  await ask('anna', 'PUT', `/people/${me.id}/telegram`, { telegram });
  await anna.hears('This is Anna Karenina now');
  anna.say(words);
  const menu = await anna.hears('Where does this belong');
  anna.press(menu.id, 'New issue');
  const draft = await anna.waitFor(({ buttons }) => buttons.flat().some(({ text }) => text === 'Create'));
  anna.press(draft.id, 'Create');
  await anna.hears('created as');
  const { issues } = await ask<{ issues: { id: string }[] }>('boris', 'GET', '/issues?status=open');
  for (const { id } of issues) await ask('boris', 'PUT', `/issues/${id}`, { text: answer });
  await anna.hears(answer);

  await services.close();
  await tracker.close();
  await simulator.close();
  await database.drop();
  await telemetry.close();
  delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  await collector.close();
  return { ...collector, secrets: [words, answer, 'Anna', bot.token, TOKEN, telegram ?? words] };
}

function fail(error: Error): never {
  throw error;
}

it('tells the way of words into the tracker, and of an answer into the chat, in a trace each, and not a word of them', async () => {
  const { spans, bodies, secrets, metrics } = await tellOf(
    'The shop answers 502 since this morning',
    'The upstream was full',
  );
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const way = (span: ReceivedSpan | undefined): string[] =>
    span ? [...way(byId.get(span.parentSpanId ?? '')), span.name] : [];
  const ways = spans.map((span) => way(span).join(' > '));
  const toTracker = [
    'receive update > publish session-events > take in session-events',
    'publish tracker-work > take in tracker-work > run write',
  ].join(' > ');
  expect(ways).toContain(toTracker);
  expect(ways.some((one) => one.startsWith(toTracker) && / > take in deliveries > run [a-z]+$/.test(one))).toBe(true);
  const fromTracker = [
    'run follow > publish tracker-work > take in tracker-work > run reread > run show',
    'publish deliveries > take in deliveries > run say',
  ].join(' > ');
  expect(ways).toContain(fromTracker);
  for (const secret of secrets) expect(bodies.join()).not.toContain(secret);
  expect(metrics.get('relaydesk.updates')).toMatchObject([
    { attributes: { 'relaydesk.channel': 'telegram', 'relaydesk.update.result': 'taken' } },
  ]);
});
