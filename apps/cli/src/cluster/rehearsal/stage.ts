import { randomUUID } from 'node:crypto';
import { type PersonChat, type Simulator, startSimulator } from '#apps/simulator';
import { type HttpProxy, httpProxy } from '#testkit/proxies';
import type { RedminePart } from '#testkit/parts';
import { type Cluster, type Ground, openCluster } from './cluster.js';
import { linkByCode } from './conversation.js';
import { type Colleague, type Office, openOffice } from './redmine-office.js';

export type Stage = {
  simulator: Simulator;
  bot: { id: number; token: string };
  /** What Telegram sends along with every webhook. */
  webhookSecret: string;
  office: Office;
  /** All that Relaydesk says to Redmine goes through here. */
  toRedmine: HttpProxy;
  cluster: Cluster;
  /** Someone new who chats with the bot, not linked. */
  stranger(name: string): PersonChat;
  /** Someone new with a role in the web shop, who chats with the bot and is linked. */
  linked(firstname: string, lastname: string, role: string): Promise<{ chat: PersonChat; account: Colleague }>;
  close(): Promise<void>;
};

export type StageOptions = {
  lanes?: number;
  /** Of the desk, over those that make a test quick. */
  options?: object;
  /** How long Redmine may still work on what nobody waits for (ms). Default 1 s. */
  settleMs?: number;
};

/** One desk on the tests' Redmine with one Telegram bot, and a cluster of which nothing runs yet. */
export async function openStage(
  ground: Ground,
  redmine: RedminePart,
  { lanes, options, settleMs = 1_000 }: StageOptions = {},
): Promise<Stage> {
  const simulator = await startSimulator();
  const bot = simulator.createBot({ name: 'Acme Support' });
  const webhookSecret = randomUUID();
  const office = openOffice(redmine);
  const toRedmine = await httpProxy({ to: redmine.url });
  const { apiKey } = redmine;
  const desk = {
    id: 'acme',
    name: 'Acme Support',
    channels: [{ id: 'telegram', messenger: 'telegram', token: bot.token, apiRoot: simulator.apiRoot, webhookSecret }],
    tracker: { kind: 'redmine', url: toRedmine.url, apiKey, textFormatting: 'textile', settleMs },
    options: { windowSeconds: 0.1, pollSeconds: 1, ...options },
  };
  const cluster = await openCluster(ground, [desk], lanes);
  const stranger = (name: string) => simulator.createPerson({ name, language: 'en' }).with(bot);
  return {
    simulator,
    bot,
    webhookSecret,
    office,
    toRedmine,
    cluster,
    stranger,
    async linked(firstname, lastname, role) {
      const chat = stranger(firstname);
      const account = await office.join(firstname, lastname, role);
      await linkByCode(chat, office, account);
      return { chat, account };
    },
    async close() {
      await cluster.close();
      await toRedmine.stop();
      await simulator.close();
    },
  };
}
