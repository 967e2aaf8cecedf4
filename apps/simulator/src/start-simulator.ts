import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { systemClock, type Clock } from '#lane';
import { openRateLimiter, type RateMode } from './bot-api/rate-limiter.js';
import { serveBotApi, type BotApiServer } from './bot-api/serve-bot-api.js';
import { longPolls } from './delivery/long-polls.js';
import { webhookPace } from './delivery/webhook-pace.js';
import { openFaults, type Faults } from './faults/faults.js';
import { faultyQueue, faultyWire } from './faults/update-faults.js';
import { openInhabitants, type Inhabitants } from './inhabitants.js';
import { blobsInFolder, blobsInMemory } from './journal/blobs.js';
import { openJournal, type Journal } from './journal/journal.js';
import { seeded } from './random.js';
import { openHistory } from './world/history.js';
import { emptyWorld, type World } from './world/world.js';
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
  rate?: RateMode;
  /** Checks every answer and every update against the schema; for tests. Default false. */
  checksAnswers?: boolean;
};

export interface Simulator extends Inhabitants {
  /** `http://127.0.0.1:<port>`; also what telegraf and grammY call `apiRoot`. */
  readonly url: string;
  readonly apiRoot: string;
  readonly world: World;
  readonly faults: Faults;
  readonly rate: { mode: RateMode };
  /** Hears all that happens, typing included; the returned function stops it. */
  onEvent(listener: (event: WorldEvent) => void): () => void;
  /** What serves every request; for mounting under another server. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

const noJournal = (): Journal => ({ world: emptyWorld(), write: () => undefined, close: () => undefined });

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const {
    port = 0,
    host = '127.0.0.1',
    folder,
    clock = systemClock,
    seed = 1,
    rate = 'off',
    checksAnswers = false,
  } = options;
  const random = seeded(seed);
  const journal = folder === undefined ? noJournal() : openJournal(folder);
  const blobs = folder === undefined ? blobsInMemory() : blobsInFolder(join(folder, 'files'));
  const history = openHistory(journal.world, journal.write);
  const faults = openFaults(random);
  const polls = longPolls(clock, faultyWire(faults));
  history.onEffect(faultyQueue(history, clock, faults));
  history.onEffect((effect) => polls.onEffect(effect));
  const limiter = openRateLimiter(clock, random, rate);
  const ground = { history, clock, random, blobs, polls, webhookErrors: new Map(), webhookPace: webhookPace(clock) };
  const botApi: BotApiServer = { ground, faults, limiter, checksAnswers };

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    if (serveBotApi(botApi, request, response)) return;
    response.writeHead(404).end();
  };
  const server = createServer({ keepAliveTimeout: 65_000 }, handle);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  return {
    ...openInhabitants({ history, clock, blobs }, random),
    url,
    apiRoot: url,
    world: history.world,
    faults,
    rate: limiter,
    onEvent: (listener) => history.onEvent(listener),
    handle,
    async close() {
      polls.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      journal.close();
    },
  };
}
