import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '#testkit';
import { kafka, ownPostgres, redis, redmine } from '#testkit/parts';
import { PATIENCE } from './rehearsal/conversation.js';
import type { ServiceProcess } from './rehearsal/service-process.js';
import { openStage, type Stage } from './rehearsal/stage.js';

const own = await ownPostgres();
const ground = { postgres: own.url, brokers: (await kafka()).brokers, redis: (await redis()).url };
const tracker = await redmine();
const AGAIN = { every: 100 };
let stage: Stage;
let gateway: ServiceProcess;

beforeAll(async () => {
  stage = await openStage(ground, tracker);
  ({ gateway } = await stage.cluster.startAll());
});
afterAll(async () => {
  await stage.close();
  await own.stop();
});

/** The status, and each line of the answer. */
const readiness = async ({ url } = gateway) => {
  const answer = await fetch(`${url}/health/ready`);
  return [answer.status, ...(await answer.text()).split('\n')];
};

/** Asks for help, as Telegram would bring it; gives the status it is answered with. */
async function askForHelp(person: number, update: number): Promise<number> {
  const from = { id: person, is_bot: false, first_name: 'Anna' };
  const chat = { id: person, type: 'private', first_name: 'Anna' };
  const entities = [{ type: 'bot_command', offset: 0, length: 5 }];
  const message = { message_id: update, date: 1_777_777_777, from, chat, text: '/help', entities };
  const answer = await fetch(`${stage.cluster.url}/messenger/acme/telegram`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': stage.webhookSecret },
    body: JSON.stringify({ update_id: update, message }),
  });
  return answer.status;
}

describe('a gateway that starts while Postgres', () => {
  it.each([
    ['does not run', 900_000_001, () => own.kill(), () => own.restart()],
    ['hears nothing', 900_000_002, () => own.pause(), () => own.resume()],
  ])('%s takes in what people write, says what waits, and goes on by itself', async (_, update, goAway, comeBack) => {
    const anna = stage.stranger('Anna');
    anna.start();
    await anna.hears('I connect this chat', PATIENCE);
    await gateway.stop();
    await goAway();
    gateway = await stage.cluster.start('gateway');
    await until(async () => (await readiness()).length > 2, AGAIN);
    expect(await readiness()).toEqual([200, 'ready', expect.stringContaining('Postgres does not answer')]);
    expect(gateway.output()).toContain('Waiting for it.');
    expect(await askForHelp(anna.person, update)).toBe(200);

    await comeBack();
    await anna.hears('/help shows this', PATIENCE);
    await until(async () => (await readiness()).length === 2, AGAIN);
    expect(await readiness()).toEqual([200, 'ready']);
  });

  it('ends once that is back and has another number of lanes', async () => {
    const { cluster } = stage;
    await gateway.stop();
    await cluster.ask(`UPDATE setting SET value = '3' WHERE name = 'lanes'`);
    await own.kill();
    gateway = await cluster.start('gateway');
    await own.restart();
    await until(() => gateway.output().includes('LANES says 2'), AGAIN);
    expect(await gateway.stop()).toBe(1);
    await cluster.ask(`UPDATE setting SET value = '2' WHERE name = 'lanes'`);
  });
});

describe('another service that starts while Postgres', () => {
  it.each([
    ['does not run', () => own.kill(), () => own.restart()],
    ['hears nothing', () => own.pause(), () => own.resume()],
  ])('%s waits, says for what, and is ready by itself once that is back', async (_, goAway, comeBack) => {
    await goAway();
    const notifier = await stage.cluster.begin('notifier');
    await until(async () => (await readiness(notifier)).join().includes('starting: Postgres does not answer'), AGAIN);
    expect((await readiness(notifier))[0]).toBe(503);
    await comeBack();
    await notifier.ready();
    expect(await notifier.stop()).toBe(0);
  });
});
