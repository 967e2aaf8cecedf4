import { HttpFailure } from '#http';
import { TrackerError, type TrackerErrorKind } from '#ports/tracker';
import { z } from 'zod';

/**
 * What a request was for. A `read` and an `upload` (a file nobody attaches goes away by itself) may be sent again
 * without harm; a `write` may not.
 */
export type Act = 'read' | 'write' | 'upload';

/** An answer that is not the one hoped for. Header names are lower case. */
export type Refusal = { status: number; headers: Readonly<Record<string, string | undefined>>; body: string };

const MAX_WORDS = 1_000;
const DEFAULT_RETRY_MS = 10_000;
const Errors = z.object({ errors: z.array(z.string()) });

/**
 * Turns an answer into the error it is for the core. Sources: Redmine 4.2 to 7.0, `application_controller.rb` and
 * `issues_controller.rb`.
 *
 * @param name method and path, for the log; no query.
 */
export function errorFromResponse(act: Act, name: string, refusal: Refusal, now: number): TrackerError {
  const { status } = refusal;
  const message = `${name}: answered ${status}`;
  const retryAfterMs = retryAfter(refusal.headers['retry-after'], now);
  if (status === 429) return new TrackerError('throttled', message, { retryAfterMs: retryAfterMs ?? DEFAULT_RETRY_MS });
  if (status === 422) return unprocessable(message, refusal.body);
  if (status === 403) return forbidden(act, message);
  // 412: X-Redmine-Switch-User names someone unknown, locked, or not yet activated.
  if (status === 401 || status === 412) return new TrackerError('unauthorized', message);
  if (status === 404 || status === 410) return new TrackerError('not-found', message);
  if (status === 409) return new TrackerError('conflict', message);
  // The server never had the whole request: it cannot have acted.
  if (status === 408 || status === 425) return new TrackerError('unavailable', message, { retryAfterMs });
  if (status >= 400 && status < 500) return new TrackerError('rejected', message);
  // A maintenance page, or nginx's limit_req in its default.
  if (status === 503 && act !== 'write' && retryAfterMs !== undefined) {
    return new TrackerError('throttled', message, { retryAfterMs });
  }
  return unusable(act, message, retryAfterMs);
}

/**
 * An answer from which nothing can be learned. A 500 may have committed (Redmine renders after it saves), and a proxy
 * writes 502 and 503 both for a server that was never reached and for one that died in the middle: after a write none
 * of them is certain.
 */
export function unusable(act: Act, message: string, retryAfterMs?: number): TrackerError {
  return new TrackerError(act === 'write' ? 'ambiguous' : 'unavailable', message, { retryAfterMs });
}

/** No answer at all, or a broken one. */
export function errorFromSilence(act: Act, name: string, cause: unknown): TrackerError {
  const how = cause instanceof HttpFailure ? cause.kind : 'ambiguous';
  const unsent = how === 'unsent' || how === 'late';
  const kind: TrackerErrorKind = how === 'late' ? how : act === 'write' && !unsent ? 'ambiguous' : 'unavailable';
  return new TrackerError(kind, `${name}: ${unsent ? 'nothing was sent' : 'no usable answer'}`, { cause });
}

/** A lock conflict (someone saved the issue in the same moment) is answered with an empty list of errors. */
function unprocessable(message: string, body: string): TrackerError {
  const errors = errorsIn(body);
  if (errors?.length === 0) return new TrackerError('conflict', message);
  return new TrackerError('rejected', message, { words: errors?.join('\n').slice(0, MAX_WORDS) });
}

/** Redmine says 403, not 404, of an issue that is there and not visible: for this account it does not exist. */
const forbidden = (act: Act, message: string) => new TrackerError(act === 'read' ? 'not-found' : 'rejected', message);

function errorsIn(body: string): string[] | undefined {
  try {
    return Errors.safeParse(JSON.parse(body)).data?.errors;
  } catch {
    return undefined;
  }
}

/** Seconds, or a date (RFC 9110 §10.2.3), as milliseconds from now. */
function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
