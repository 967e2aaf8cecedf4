import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import type { Plan } from '../plan.js';
import { CHANNEL, deskName, secretOf, tokenOf } from '../load/update-of.js';

export type Addresses = { databaseUrl: string; brokers: readonly string[]; redisUrl: string };
export type Stubs = { redmine: string; telegram: string };
export type Configured = Pick<Plan, 'desks' | 'lanes' | 'windowSeconds'> & {
  settleMs?: number;
  pollSeconds?: number | undefined;
  webhookSecret?: string;
};

/** What a request left open is looked for so soon: the stubs finish nothing later. */
const SETTLE_MS = 2_000;

/** On one machine there is no Kafka and no Redis, and its Postgres is its own. */
type Given = Partial<Addresses>;

/**
 * The configuration of a cluster whose desks each have a bot and a tracker of their own. Without a gateway's address the
 * messenger is asked for updates.
 */
export async function writeConfig(file: string, plan: Configured, at: Given, stubs: Stubs, gateway?: string) {
  const desks = Array.from({ length: plan.desks }, (_, desk) => ({
    id: deskName(desk),
    name: `Desk ${desk}`,
    channels: [
      {
        id: CHANNEL,
        messenger: 'telegram',
        token: tokenOf(desk),
        apiRoot: stubs.telegram,
        webhookSecret: secretOf(desk),
      },
    ],
    tracker: {
      kind: 'redmine',
      url: `${stubs.redmine}/${deskName(desk)}`,
      apiKey: 'bench',
      settleMs: plan.settleMs ?? SETTLE_MS,
      webhookSecret: plan.webhookSecret,
    },
    // Nobody is linked: first words become an issue, later ones comments on it, and no dialog is needed.
    options: {
      unknownPeople: 'allow',
      windowSeconds: plan.windowSeconds,
      pollSeconds: plan.pollSeconds,
      defaultProject: { id: '1', name: 'Web shop' },
    },
  }));
  const config = {
    databaseUrl: at.databaseUrl,
    kafkaBrokers: at.brokers,
    redisUrl: at.redisUrl,
    publicUrl: gateway,
    lanes: plan.lanes,
    // Nobody balances the load on several gateways here.
    drainSeconds: 0,
    logLevel: 'warn',
    secret: 'a secret of the bench, and of nobody else',
    desks,
  };
  await writeFile(file, stringify(config));
}
