import { Refused } from './store.js';

/** How JSON spells a NUL: this, */
const SPELLED = '\\u0000';
/** behind an even number of backslashes. */
const NUL = /(?<!\\)(?:\\\\)*\\u0000/;

/**
 * JSON as every store keeps it: its exact spelling, since ids are hashes of payloads and work done again must make the same
 * ids (Postgres' `jsonb` would reorder keys). A NUL is refused here as Postgres refuses it in a text, because nothing
 * further on could write it.
 */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value ?? null);
  if (json.includes(SPELLED) && NUL.test(json)) throw new Refused('a NUL in JSON');
  return json;
}

/** A text as a key column takes it. */
export function text(value: string): string {
  if (value.includes('\0')) throw new Refused('a NUL in a text');
  return value;
}
