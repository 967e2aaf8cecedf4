import Fastify, { type FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { ZodError } from 'zod';
import { createAnnouncer, type Hook, type Listener } from './announce-changes.js';
import { createTables, openDatabase } from './database.js';
import { directoryRoutes } from './directory-routes.js';
import { eventRoutes } from './event-routes.js';
import { fileRoutes } from './file-routes.js';
import { forgetFilesHourly } from './forget-files.js';
import { issueRoutes } from './issue-routes.js';
import { peopleRoutes } from './people-routes.js';
import { whoAsks } from './person.js';
import { Refusal } from './refusal.js';
import type { Tracker } from './tracker.js';

export type LocalTrackerOptions = {
  databaseUrl: string;
  /** The service's credential; with `X-Act-As: <login>` it speaks for anyone. */
  token: string;
  /** Default: any free one. */
  port?: number;
  /** Default: this machine only. */
  host?: string;
  /** Where to tell of changes at once. */
  hook?: Hook | undefined;
  /** How often files that belong to nothing are removed. Default: every hour. */
  forgetEveryMs?: number;
};

export type LocalTracker = {
  url: string;
  /** Called after every change with the issue's id; returns the way out. */
  subscribe(listener: Listener): () => void;
  /** The next so many writes are done but not answered: what a broken proxy makes of a tracker. For the demo. */
  loseAnswers(count: number): void;
  /** Ends every connection at once, so that the port is free for the next start. */
  close(): Promise<void>;
};

/** Starts the tracker of `npm start` on its own schema, `local_tracker`, which it makes if it is missing. */
export async function startLocalTracker({
  databaseUrl,
  token,
  port = 0,
  host = '127.0.0.1',
  hook,
  forgetEveryMs,
}: LocalTrackerOptions): Promise<LocalTracker> {
  const pool = openDatabase(databaseUrl);
  const announcer = createAnnouncer(hook);
  const app = Fastify({ forceCloseConnections: true, bodyLimit: 1024 * 1024 });
  const endForgetting = forgetFilesHourly(pool, forgetEveryMs);
  app.addHook('onClose', async () => {
    endForgetting();
    await pool.end();
  });
  const lost = loseAnswers(app);
  app.setErrorHandler(answerTo);
  const tracker: Tracker = { pool, announcer, whoAsks: ({ headers }) => whoAsks(pool, token, headers) };
  for (const routes of [peopleRoutes, directoryRoutes, issueRoutes, fileRoutes, eventRoutes]) routes(app, tracker);
  try {
    await createTables(pool);
    await app.listen({ port, host });
  } catch (error) {
    await app.close();
    throw error;
  }
  return {
    url: `http://${host}:${(app.server.address() as AddressInfo).port}`,
    subscribe: (listener) => announcer.subscribe(listener),
    loseAnswers: (count) => void (lost.count = count),
    close: () => app.close(),
  };
}

/** Every refusal in Redmine's shape: `{"errors":["…"]}`. */
const answerTo: Parameters<FastifyInstance['setErrorHandler']>[0] = (error, _request, reply) => {
  if (error instanceof Refusal) return reply.code(error.status).send({ errors: error.words });
  if (error instanceof ZodError) return reply.code(400).send({ errors: ['The request is not as it should be.'] });
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return reply
    .code(status)
    .send({ errors: [status < 500 ? 'The request is not as it should be.' : 'Something broke.'] });
};

function loseAnswers(app: FastifyInstance): { count: number } {
  const lost = { count: 0 };
  app.addHook('onSend', async (request, _reply, payload) => {
    if (request.method !== 'GET' && lost.count > 0) {
      lost.count--;
      request.raw.socket.destroy();
    }
    return payload;
  });
  return lost;
}
