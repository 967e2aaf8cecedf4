import { randomUUID } from 'node:crypto';
import { type PersonChat, type Simulator, startSimulator } from '#apps/simulator';
import { type HttpProxy, httpProxy } from '#testkit/proxies';
import type { RedminePart } from '#testkit/parts';
import { type Cluster, type Ground, openCluster } from './cluster.js';
import { linkByCode } from './conversation.js';
import { type Colleague, type Office, openOffice } from './redmine-office.js';

/** One desk as its people see it: a bot on one side, Redmine on the other. */
export type StagedDesk = {
  id: string;
  bot: { id: number; token: string };
  /** What Telegram sends along with every webhook. */
  webhookSecret: string;
  /** All that the desk says to Redmine goes through here: a tracker of its own, to Relaydesk. */
  toRedmine: HttpProxy;
  /** Someone new who chats with the bot, not linked. */
  stranger(name: string): PersonChat;
  /** Someone new with a role in the web shop, who chats with the bot and is linked. */
  linked(firstname: string, lastname: string, role: string): Promise<{ chat: PersonChat; account: Colleague }>;
};

/** A cluster with its desks; most tests need one, whose parts are here at once. */
export type Stage = StagedDesk & {
  simulator: Simulator;
  office: Office;
  cluster: Cluster;
  /** The first one, too. */
  desks: readonly StagedDesk[];
  close(): Promise<void>;
};

export type StageOptions = {
  lanes?: number;
  /** One desk each. Default: `acme`. */
  desks?: readonly [string, ...string[]];
  /** Of every desk, over those that make a test quick. */
  options?: object;
  /** Of every desk's tracker, over what reaches the tests' Redmine as its administrator. */
  tracker?: object;
  /** A Redis that is not everybody's. */
  redis?: string;
  /** Whether tables and topics are made. Default: they are. */
  migrated?: boolean;
};

/** Desks on the tests' Redmine, each with a Telegram bot, and a cluster of which nothing runs yet. */
export async function openStage(
  ground: Ground,
  redmine: RedminePart,
  { lanes, desks: ids = ['acme'], options, tracker, redis, migrated = true }: StageOptions = {},
): Promise<Stage> {
  const simulator = await startSimulator();
  const office = openOffice(redmine);
  const desks = await Promise.all(ids.map((id) => stageDesk(id, simulator, office, redmine)));
  const files = desks.map((desk) => deskFile(desk, simulator, redmine, { options, tracker }));
  const cluster = await openCluster({ ...ground, ...(redis && { redis }) }, files, { lanes, migrated });
  const [first] = desks as [StagedDesk, ...StagedDesk[]];
  return {
    ...first,
    simulator,
    office,
    cluster,
    desks,
    async close() {
      await cluster.close();
      await Promise.all(desks.map(({ toRedmine }) => toRedmine.stop()));
      await simulator.close();
    },
  };
}

async function stageDesk(id: string, simulator: Simulator, office: Office, { url }: RedminePart): Promise<StagedDesk> {
  const bot = simulator.createBot({ name: `${id} Support` });
  const toRedmine = await httpProxy({ to: url });
  const stranger = (name: string) => simulator.createPerson({ name, language: 'en' }).with(bot);
  return {
    id,
    bot,
    webhookSecret: randomUUID(),
    toRedmine,
    stranger,
    async linked(firstname, lastname, role) {
      const chat = stranger(firstname);
      const account = await office.join(firstname, lastname, role);
      await linkByCode(chat, office, account);
      return { chat, account };
    },
  };
}

/** As it stands in the configuration file. */
function deskFile(
  { id, bot: { token }, webhookSecret, toRedmine: { url } }: StagedDesk,
  { apiRoot }: Simulator,
  { apiKey }: RedminePart,
  { options, tracker }: Pick<StageOptions, 'options' | 'tracker'>,
) {
  return {
    id,
    name: `${id} Support`,
    channels: [{ id: 'telegram', messenger: 'telegram', token, apiRoot, webhookSecret }],
    tracker: { kind: 'redmine', url, apiKey, textFormatting: 'textile', settleMs: 1_000, ...tracker },
    // Other test files write to this Redmine, too: whoever does not wait for news need not hear of all that.
    options: { windowSeconds: 0.1, pollSeconds: 300, ...options },
  };
}
