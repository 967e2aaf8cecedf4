import type { Clock } from '#lane';
import type { LongPolls } from '../delivery/long-polls.js';
import type { WebhookErrors } from '../delivery/webhook-errors.js';
import type { WebhookPace } from '../delivery/webhook-pace.js';
import type { Blobs } from '../journal/blobs.js';
import type { Random } from '../random.js';
import type { History } from '../world/history.js';
import type { BotState } from '../world/world.js';
import type { Json } from './json.js';
import type { Parameters } from './parameters.js';

/** What methods stand on. */
export type Ground = {
  history: History;
  clock: Clock;
  random: Random;
  blobs: Blobs;
  polls: LongPolls;
  webhookErrors: WebhookErrors;
  webhookPace: WebhookPace;
};

export type Call = {
  ground: Ground;
  /** Whose token it is. */
  state: BotState;
  params: Parameters;
  /** Aborted when the caller hangs up. */
  signal: AbortSignal;
};

/** JSON that is already text. */
export class RawJson {
  constructor(readonly text: string) {}
}

/** A result, with the words some methods add beside it. */
export type Answer = { result: Json | RawJson; description?: string };

/** One method of the Bot API. Throws `BotApiError`. */
export type Method = (call: Call) => Answer | Promise<Answer>;

export const answer = (result: Json | RawJson, description?: string): Answer =>
  description === undefined ? { result } : { result, description };
