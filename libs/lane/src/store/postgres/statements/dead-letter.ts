import type { DeadLetter } from '../../store.js';
import { wholeMs, type Statement } from './statement.js';

/** A letter kept already (work done again) stays as it was. */
export const keepDeadLetters = (letters: readonly DeadLetter[]): Statement => ({
  name: 'dead-letter.keep',
  text: `
    INSERT INTO dead_letter (topic, lane, id, record_offset, key, cause, value, at)
    SELECT * FROM unnest(
      $1::text[], $2::int[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::bytea[], $8::bigint[])
    ON CONFLICT (topic, lane, id) DO NOTHING`,
  values: [
    letters.map((letter) => letter.topic),
    letters.map((letter) => letter.lane),
    letters.map((letter) => letter.id),
    letters.map((letter) => letter.offset),
    letters.map((letter) => letter.key),
    letters.map((letter) => letter.cause),
    letters.map((letter) => letter.value),
    letters.map((letter) => wholeMs(letter.at)),
  ],
});
