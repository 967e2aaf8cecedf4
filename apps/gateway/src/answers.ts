import { HttpException } from '@nestjs/common';
import { NotAcknowledged } from './publish-batches.js';

export const RETRY_AFTER_S = 5;

/** 503: the sender's own queue keeps what it brought. The header is set where the answer goes out. */
export function answerNotAcknowledged(error: unknown): never {
  if (error instanceof NotAcknowledged) throw new HttpException('come back soon', 503, { cause: error });
  throw error;
}

/** Bytes that are no JSON are the sender's mistake: 400, and nothing is written. */
export function parseJson(body: unknown): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '');
  } catch {
    throw new HttpException('not JSON', 400);
  }
}
