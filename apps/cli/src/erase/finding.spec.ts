import { expect, it } from '@jest/globals';
import { asText, type Finding, isClean } from './finding.js';

const nothing: Finding = { kind: 'nothing', store: 'Redis' };
const leaving: Finding = {
  kind: 'leaving',
  store: 'Kafka, deliveries',
  count: 12,
  looked: 3_456,
  by: Date.UTC(2026, 10, 29, 10, 14, 1),
};
const lines = (...findings: Finding[]) => asText(findings).split('\n').slice(1);

it('says that nothing is left where nothing is', () => {
  expect(isClean([nothing])).toBe(true);
  expect(lines(nothing)).toEqual([
    '  Redis: nothing of them is left.',
    'All that Relaydesk keeps was searched: nothing of them is left.',
  ]);
});

it('says of what goes by itself how much it is, and when the last of it is gone', () => {
  const sooner: Finding = { ...leaving, store: 'Kafka, session-events', by: Date.UTC(2026, 10, 28) };
  expect(isClean([leaving, sooner])).toBe(true);
  const said = lines(leaving, sooner);
  expect(said[0]).toBe(
    '  Kafka, deliveries: 12 of 3456 records hold something of them; the last is gone by 2026-11-29 10:15 UTC, with the topic’s retention.',
  );
  expect(said.at(-1)).toContain('nothing of them is left but what goes by itself, by 2026-11-29 10:15 UTC.');
});

it('what should be gone, and what goes never, is named by its place and is not clean', () => {
  const left: Finding = { kind: 'left', store: 'Postgres', where: 'public.lane_state.state', count: 1 };
  const kept: Finding = { kind: 'kept', store: 'Kafka, deliveries', count: 3, looked: 5 };
  for (const finding of [left, kept]) {
    expect(isClean([nothing, finding])).toBe(false);
    expect(lines(nothing, leaving, finding).at(-1)).toBe('Something of them is left that should not be.');
  }
  expect(lines(left)[0]).toBe('  Postgres: something of them is left in public.lane_state.state: 1');
  expect(lines(kept)[0]).toContain('3 of 5 records hold something of them, and the topic keeps its records for ever');
});

it('a store that could not be searched proves nothing', () => {
  const unsearched: Finding = { kind: 'unsearched', store: 'Kafka', why: 'it does not answer' };
  expect(isClean([nothing, unsearched])).toBe(false);
  expect(lines(nothing, unsearched).at(-1)).toContain('is not known: run this again');
});

it('what was not taken in yet may bring more, and is not clean', () => {
  const coming: Finding = { kind: 'coming', store: 'deliveries' };
  expect(isClean([nothing, coming])).toBe(false);
  expect(lines(coming, leaving).at(-1)).toContain('may still come: run this again');
});

it('what is somebody else’s is told, and is theirs to erase', () => {
  const issue: Finding = {
    kind: 'not-ours',
    store: 'Postgres',
    owner: 'the tracker’s',
    where: 'local_tracker.issues.subject',
    count: 2,
  };
  expect(isClean([issue])).toBe(true);
  expect(lines(issue)[0]).toBe(
    '  Postgres: in local_tracker.issues.subject: 2. It is the tracker’s own, and not erased.',
  );
});
