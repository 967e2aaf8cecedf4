import type { DeadLetter } from '../../store.js';
import { wholeMs, type Statement } from './statement.js';

/** A letter kept already (work done again) stays as it was; one that was replayed, and died again, is open
 * once more, as what it died as: a record that was taken in meanwhile dies as work. */
export function keepDeadLetters(letters: readonly DeadLetter[]): Statement {
  const once = [...new Map(letters.toReversed().map((letter) => [letter.id, letter])).values()].toReversed();
  return {
    name: 'dead-letter.keep',
    text: `
    INSERT INTO dead_letter AS kept
      (topic, lane, id, record_offset, key, kind, desk, chat, person, cause, value, trace, born_at, at, history)
    SELECT *, jsonb_build_array(jsonb_build_object('what', 'given-up', 'at', at, 'cause', cause))
    FROM unnest(
      $1::text[], $2::int[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
      $10::text[], $11::bytea[], $12::text[], $13::bigint[], $14::bigint[])
      AS w (topic, lane, id, record_offset, key, kind, desk, chat, person, cause, value, trace, born_at, at)
    ON CONFLICT (topic, lane, id) DO UPDATE
    SET standing = 'open', record_offset = excluded.record_offset, key = excluded.key, kind = excluded.kind,
      desk = excluded.desk, chat = excluded.chat, person = excluded.person, cause = excluded.cause,
      value = excluded.value, trace = excluded.trace, at = excluded.at, history = kept.history || excluded.history
    WHERE kept.standing IN ('replaying', 'replayed')`,
    values: [
      once.map((letter) => letter.topic),
      once.map((letter) => letter.lane),
      once.map((letter) => letter.id),
      once.map((letter) => letter.offset),
      once.map((letter) => letter.key),
      once.map((letter) => letter.kind),
      once.map((letter) => letter.whose.desk),
      once.map((letter) => letter.whose.chat),
      once.map((letter) => letter.whose.person),
      once.map((letter) => letter.cause),
      once.map((letter) => letter.value),
      once.map((letter) => letter.trace),
      once.map((letter) => wholeMs(letter.bornAt)),
      once.map((letter) => wholeMs(letter.at)),
    ],
  };
}
