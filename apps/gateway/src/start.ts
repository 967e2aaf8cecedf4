import type { Server } from 'node:http';
import pLimit from 'p-limit';
import { explainPostgres, type Health, type Parts, type ReportHop, type Running } from '#boot';
import type { Config } from '#config';
import { type Clock, type Log, systemClock } from '#lane';
import type { DeskId } from '#contracts';
import type { Desk } from '#plugins';
import type { TrackerWebhook } from '#ports/tracker';
import { type Logger, noTelemetry, type Telemetry } from '#telemetry';
import { countIgnored } from './count-ignored.js';
import { holdChannels } from './hold-channels.js';
import { createHttpServer } from './http-server.js';
import { createPublishing } from './publish-batches.js';
import { receiveChannel } from './receive-channel.js';
import { type Channel, createReceiving } from './receive-updates.js';
import { rest } from './rest.js';

/** While it ends, a cluster's gateway answers for so long, until those who send to it have noticed. */
const DRAIN_S = 5;
/** What is not answered so long after that is cut off. */
const CUT_OFF_MS = 6_000;

/** So many channels are told at once where to bring updates. */
const MOST_AT_ONCE = 50;

const WITHOUT_POSTGRES = 'Until then no channel is polled, and no webhook is set.';

export type RunningGateway = Running & {
  url: string;
  /** How many updates were ignored since the start, by what they were. */
  ignored: ReadonlyMap<string, number>;
};

/** What of a desk a gateway needs. */
export type ServedDesk = Pick<Desk, 'id' | 'channels'> & { tracker: { webhook?: TrackerWebhook } };
type GatewayConfig = Pick<
  Config,
  'port' | 'publicUrl' | 'drainSeconds' | 'kafkaBrokers' | 'adminToken' | 'databaseUrl'
>;

/** How long an ending gateway goes on answering. */
export const drainMs = ({ drainSeconds, kafkaBrokers }: Pick<Config, 'drainSeconds' | 'kafkaBrokers'>): number =>
  1_000 * (drainSeconds ?? (kafkaBrokers ? DRAIN_S : 0));

/** Starts the gateway on `config.port` and receives every channel of every desk. `health`: of the whole process. */
export async function startGateway(
  config: GatewayConfig,
  desks: { all: ReadonlyMap<DeskId, ServedDesk> },
  parts: Pick<Parts, 'channels' | 'deadLetters'> & {
    log: Pick<Log, 'lanes' | 'publish'>;
    clock?: Clock;
    telemetry?: Telemetry;
  },
  logger: Logger,
  health: Health,
  report?: ReportHop,
): Promise<RunningGateway> {
  const { clock = systemClock, telemetry = noTelemetry } = parts;
  const publishing = createPublishing(parts.log, clock);
  const ignored = countIgnored(logger);
  const receive = createReceiving(publishing, ignored, telemetry, clock, report);
  const channels = new Map([...desks.all.values()].flatMap(channelsOf));
  const trackerHooks = new Map(
    [...desks.all.values()].flatMap(({ id, tracker }) => (tracker.webhook ? [[id, tracker.webhook] as const] : [])),
  );
  let ending = false;
  let unsure = (): { because: unknown } | undefined => undefined;
  const notReady = () => (ending ? 'ending' : health.notReady());
  const refused = () => [...health.refused(), ...withoutPostgres(config, unsure())];
  const admin =
    config.adminToken === undefined ? undefined : { token: config.adminToken, deadLetters: parts.deadLetters };
  const app = await createHttpServer(
    { channels, trackerHooks, publishing, receive, telemetry, health: { notReady, refused }, admin },
    () => ending,
  );
  await app.listen(config.port, '0.0.0.0');
  const inTurn = pLimit(MOST_AT_ONCE);
  const held = holdChannels([...channels.keys()], parts.channels, clock, async (name, ours) => {
    const channel = channels.get(name);
    const deps = { receive, webhook: webhookOf(config, name), inTurn, logger, clock };
    if (channel) await receiveChannel(channel, deps, ours);
  });
  unsure = held.unsure;
  return {
    url: await app.getUrl(),
    notReady,
    ignored: ignored.counts,
    async close() {
      ending = true;
      await held.close();
      await rest(clock, drainMs(config), new AbortController().signal);
      await closeServer(app, clock);
      publishing.end();
    },
  };
}

const channelsOf = (desk: ServedDesk) =>
  [...desk.channels].map(([id, messenger]): [string, Channel] => [`${desk.id}/${id}`, { desk, id, messenger }]);

/** What is the matter, and what that keeps a gateway from: it takes what webhooks bring all the same. */
function withoutPostgres({ databaseUrl }: GatewayConfig, unsure: { because: unknown } | undefined): string[] {
  if (!unsure) return [];
  const why = explainPostgres(databaseUrl, unsure.because) ?? 'Postgres does not say whose the channels are.';
  return [`${why} ${WITHOUT_POSTGRES}`];
}

/** Where a channel's webhook is; nothing where there is no public address. */
const webhookOf = ({ publicUrl }: GatewayConfig, name: string) =>
  publicUrl && `${publicUrl.replace(/\/+$/, '')}/messenger/${name}`;

/** Requests under way are answered first. */
async function closeServer(app: { close(): Promise<void>; getHttpServer(): Server }, clock: Clock): Promise<void> {
  const cancel = clock.after(CUT_OFF_MS, () => app.getHttpServer().closeAllConnections());
  await app.close();
  cancel();
}
