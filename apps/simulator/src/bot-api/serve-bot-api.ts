import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultDraws } from '../faults/faults.js';
import type { RateLimiter } from './rate-limiter.js';
import type { BotState } from '../world/world.js';
import { botWithToken } from './bot-with-token.js';
import { BotApiError, tooMany } from './error.js';
import type { Ground } from './method.js';
import { readRequest, type RawCall } from './read-request.js';
import { methodNamed, runMethod } from './run-method.js';
import { checkRefusal, sendAnswer, sendError } from './send-answer.js';

export type BotApiServer = {
  ground: Ground;
  faults: FaultDraws;
  limiter: RateLimiter;
  /** Checks every answer against the schema; a wrong one becomes a 500. For tests. */
  checksAnswers: boolean;
  /** Told of bugs of the simulator itself; never of a token. */
  log: (words: string) => void;
};

const path = /^\/bot([^/]+)\/([A-Za-z]+)\/?$/;

/** `/bot<token>/<method>`, by GET or POST. False where the path is not of that kind. */
export function serveBotApi(server: BotApiServer, request: IncomingMessage, response: ServerResponse): boolean {
  const [where = '', query = ''] = (request.url ?? '').split('?', 2);
  if (!where.startsWith('/bot')) return false;
  const match = path.exec(where);
  void serveCall(server, request, response, match?.[1] ?? '', match?.[2] ?? '', query);
  return true;
}

async function serveCall(
  server: BotApiServer,
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  name: string,
  query: string,
): Promise<void> {
  const hungUp = new AbortController();
  response.once('close', () => hungUp.abort());
  try {
    const state = botWithToken(server.ground.history.world, token);
    const method = methodNamed(name);
    const raw = await readRequest(request, new URLSearchParams(query));
    if (await strikes(server, state, method, response)) return;
    server.limiter.take(state.bot.id, method, raw.values['chat_id']);
    const answer = await runMethod(server.ground, state, method, raw, hungUp.signal, server.checksAnswers);
    if (server.faults.strikesCall('drop-after', state.bot.id, method) !== undefined) response.destroy();
    else sendAnswer(response, answer);
  } catch (cause) {
    request.resume();
    sendError(response, refusalFor(server, name, cause));
  }
}

/** What the client is told of a failure; what is no refusal is a bug, and told to those who run this. */
function refusalFor(server: BotApiServer, method: string, cause: unknown): BotApiError {
  const faults = server.checksAnswers && cause instanceof BotApiError ? checkRefusal(cause) : [];
  if (cause instanceof BotApiError && faults.length === 0) return cause;
  report(server, method, faults.length > 0 ? `the simulator breaks the schema: ${faults.join('; ')}` : String(cause));
  return new BotApiError(500, 'Internal Server Error');
}

/** A bug may have any words in it: no token gets out with them. */
function report({ ground, log }: BotApiServer, method: string, words: string): void {
  const tokens = [...ground.history.world.bots.values()].map(({ bot }) => bot.token);
  log(`${method} failed: ${tokens.reduce((safe, token) => safe.replaceAll(token, '<token>'), words)}`);
}

/** Runs a call a webhook answered with: neither its result nor its error is ever seen by anyone. */
export const runInvisibly =
  (server: BotApiServer) =>
  (state: BotState, method: string, raw: RawCall): void => {
    const never = new AbortController().signal;
    runMethod(server.ground, state, method, raw, never, server.checksAnswers).catch((cause: unknown) => {
      if (!(cause instanceof BotApiError)) report(server, method, String(cause));
    });
  };

/** Faults that strike before the method runs; true if nothing more is to be done. */
async function strikes(
  server: BotApiServer,
  state: BotState,
  method: string,
  response: ServerResponse,
): Promise<boolean> {
  const { faults, ground } = server;
  const bot = state.bot.id;
  const latency = faults.strikesCall('latency', bot, method);
  if (latency !== undefined) await new Promise<void>((resolve) => void ground.clock.after(latency.ms, resolve));
  if (faults.strikesCall('drop-before', bot, method) !== undefined) {
    response.destroy();
    return true;
  }
  const throttle = faults.strikesCall('throttle', bot, method);
  if (throttle !== undefined) throw tooMany(throttle.retryAfter);
  const refusal = faults.strikesCall('refuse', bot, method);
  if (refusal !== undefined) throw new BotApiError(refusal.code, refusal.description);
  return false;
}
