import type { Rows } from '../retention/delete-slices.js';
import type { Marks, Subject } from './subject.js';

/** What records hold of them; bytes that are no text at all hold nothing. */
export const inBytes = (column: string, pattern: string) => `encode(${column}, 'escape') ~ ${pattern}`;

/**
 * The rows of one lane, by its topic and number. The last two are in the memory of whoever owns the lane, too: published and
 * worked on from there.
 */
export const laneHoldings = ({ key, json }: Marks, topic: string, lane: number) => {
  const mine = (table: string, what: string) => ({
    table,
    where: `topic = $1 AND lane = $2 AND (${what})`,
    values: [topic, lane, key, json],
  });
  const record = `key ~ $3 OR ${inBytes('value', '$4')}`;
  return {
    atRest: [
      mine('lane_state', 'key ~ $3 OR state::text ~ $4'),
      mine('dead_letter', `${record} OR chat ~ $3 OR person ~ $3 OR desk || '/' ~ $3`),
    ],
    inMemory: [mine('work', 'order_key ~ $3 OR body::text ~ $4'), mine('outbox', record)],
  };
};

/**
 * Beside the lanes. What was made for them and the link come last: by these it is known which decisions are theirs, also when
 * begun again.
 */
export function sideHoldings({ key, json }: Marks, { desk, person }: Subject): Rows[] {
  const of = (table: string, ...columns: string[]): Rows => ({
    table,
    where: columns.map((column) => `${column} ~ $1`).join(' OR '),
    values: [key],
  });
  const shared: Rows[] = [
    of('message_about', 'chat'),
    of('shown_chat', 'chat'),
    of('blocked_chat', 'chat'),
    of('write_intent', 'chat', 'session'),
    of('claim', 'chat'),
  ];
  // That an issue is ours is known for ever; whom it was made for is theirs.
  const madeFor = { table: 'created_issue', where: 'made_for::text ~ $1', values: [json], column: 'made_for' };
  if (person) {
    // A link tells of the present account alone; of a former one, that is nobody's now, the name. Of who has no account: the
    // name they are told by, on what was made for them.
    const decided = `(desk, account) IN (SELECT desk, account FROM link WHERE user_key ~ $1) OR
      ((desk, account_name) IN (SELECT desk, account_name FROM link WHERE user_key ~ $1 AND account_name <> '') AND
        (desk, account) NOT IN (SELECT desk, account FROM link WHERE user_key !~ $1)) OR
      (desk, issue, account_name) IN (SELECT $2, issue, made_for->>'name' FROM created_issue WHERE made_for::text ~ $3)`;
    const decisions = { table: 'decision', where: decided, values: [key, desk, json] };
    return [...shared, decisions, madeFor, of('link', 'user_key', 'chat')];
  }
  const feed = `"${desk}"]`;
  return [
    ...shared,
    madeFor,
    { table: 'decision', where: 'desk = $1', values: [desk] },
    { table: 'journal_cursor', where: 'right(feed, length($1)) = $1', values: [feed] },
    { table: 'poll_cursor', where: 'right(feed, length($1)) = $1', values: [feed] },
    of('channel_owner', 'channel'),
    of('link', 'user_key', 'chat'),
  ];
}

/** What the log of a single machine keeps though it was taken in. What waits there yet is taken in first, and erased then. */
export const keptRecords = ({ key, json }: Marks, words: readonly string[]): Rows => ({
  table: 'log_record',
  where: `"offset" < (SELECT next_offset FROM lane WHERE lane.topic = log_record.topic AND lane.lane = log_record.lane)
    AND (key ~ $1 OR ${inBytes('value', '$2')} OR
      EXISTS (SELECT FROM unnest($3::text[]) AS word WHERE position(convert_to(word, 'UTF8') IN value) > 0))`,
  values: [key, json, spellings(words)],
});

/** As they are, and as JSON spells them; no words at all stand everywhere. */
export const spellings = (words: readonly string[]) => [
  ...new Set(words.filter((word) => word !== '').flatMap((word) => [word, JSON.stringify(word).slice(1, -1)])),
];
