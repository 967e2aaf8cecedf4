import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { systemClock, type Clock } from '#lane';
import { openRateLimiter, type RateMode } from './bot-api/rate-limiter.js';
import { runInvisibly, serveBotApi, type BotApiServer } from './bot-api/serve-bot-api.js';
import { serveFile } from './bot-api/serve-file.js';
import { openCounters, type Counters } from './counters.js';
import { longPolls } from './delivery/long-polls.js';
import { webhookPace } from './delivery/webhook-pace.js';
import { webhooks } from './delivery/webhooks.js';
import { openFaults, type Faults } from './faults/faults.js';
import { serveFaults } from './faults/serve-faults.js';
import { faultyQueue, faultyWire, releaseHeld } from './faults/update-faults.js';
import { openInhabitants, type Inhabitants } from './inhabitants.js';
import { blobsInFolder, blobsInMemory } from './journal/blobs.js';
import { noJournal, openJournal } from './journal/journal.js';
import { servePersons } from './persons/serve-persons.js';
import { seeded } from './random.js';
import { checkUpdate } from './schema/check-update.js';
import { openHistory } from './world/history.js';
import type { World } from './world/world.js';
import type { WorldEvent } from './world/world-event.js';

export type SimulatorOptions = {
  /** Default: any free one. */
  port?: number;
  /** Default: 127.0.0.1. */
  host?: string;
  /** Where the world lives between starts. Absent: in memory only. One process at a time. */
  folder?: string;
  clock?: Clock;
  /** What tokens, first update ids and chances are drawn from. Default 1. */
  seed?: number;
  /** Default: off. */
  rate?: RateMode;
  /** Checks every answer and every update against the schema; for tests. Default false. */
  checksAnswers?: boolean;
  /** Told of bugs of the simulator itself, without tokens. Default: to stderr. */
  log?: (words: string) => void;
};

export interface Simulator extends Inhabitants {
  /** `http://127.0.0.1:<port>`; also what telegraf and grammY call `apiRoot`. */
  readonly url: string;
  readonly apiRoot: string;
  /** All there is; to be read only. */
  readonly world: World;
  readonly faults: Faults;
  /** Its mode may be set at any time. */
  readonly rate: { mode: RateMode };
  readonly counters: Counters;
  /** Hears all that happens, typing included; the returned function stops it. */
  onEvent(listener: (event: WorldEvent) => void): () => void;
  /** What serves every request; for mounting under another server. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

/** Starts a world and its server. Rejects where the port is taken or the folder cannot be used. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = '127.0.0.1' } = options;
  const { botApi, hooks, inhabitants, handle, counters, closeJournal } = assemble(options);
  const { history, polls } = botApi.ground;
  const server = createServer({ keepAliveTimeout: 65_000 }, handle);
  await listen(server, port, host).catch((cause: unknown) => {
    closeJournal();
    throw cause;
  });
  hooks.start();
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  return {
    ...inhabitants,
    url,
    apiRoot: url,
    world: history.world,
    faults: botApi.faults,
    rate: botApi.limiter,
    counters,
    onEvent: (listener) => history.onEvent(listener),
    handle,
    async close() {
      hooks.close();
      polls.close();
      await stop(server);
      closeJournal();
    },
  };
}

/** All parts, joined, before anything listens. */
function assemble({
  folder,
  clock = systemClock,
  seed = 1,
  rate = 'off',
  checksAnswers = false,
  log,
}: SimulatorOptions) {
  const random = seeded(seed);
  const journal = folder === undefined ? noJournal() : openJournal(folder);
  const blobs = folder === undefined ? blobsInMemory() : blobsInFolder(join(folder, 'files'));
  const history = openHistory(journal.world, journal.write);
  const faults = openFaults(random);
  const limiter = openRateLimiter(clock, random, rate);
  const wire = faultyWire(faults);
  const polls = longPolls(clock, wire);
  const ground = { history, clock, random, blobs, polls, webhookErrors: new Map(), webhookPace: webhookPace(clock) };
  const botApi: BotApiServer = { ground, faults, limiter, checksAnswers, log: log ?? toStderr };
  const hooks = webhooks(ground, wire, faults, runInvisibly(botApi));
  const hands = { history, clock, blobs };
  const inhabitants = openInhabitants(hands, random);

  releaseHeld(history, clock);
  if (checksAnswers) history.onEffect(checkUpdate);
  // The faults come first: what they hold back, no one else hears of.
  history.onEffect(faultyQueue(history, clock, faults));
  history.onEffect((effect) => polls.onEffect(effect));
  history.onEffect((effect) => hooks.onEffect(effect));

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const served =
      serveBotApi(botApi, request, response) ||
      serveFile(ground, request.url ?? '', response) ||
      servePersons(hands, inhabitants, request, response) ||
      serveFaults(faults, limiter, request, response);
    if (!served) response.writeHead(404).end();
  };
  const counters = openCounters(history.world, (listener) => history.onEvent(listener));
  return { botApi, hooks, inhabitants, handle, counters, closeJournal: () => journal.close() };
}

const toStderr = (words: string): void => void process.stderr.write(`simulator: ${words}\n`);

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
