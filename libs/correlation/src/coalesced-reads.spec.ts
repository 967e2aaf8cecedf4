import { expect, it } from '@jest/globals';
import { DatabaseError } from 'pg';
import { claim, cursor, FEED, intent, issue, link, TRACKER } from './conformance/fixtures.js';
import { coalescedReads, type CorrelationReads, memoryCorrelation } from './index.js';

/** Reads of these rows, and how many statements each kind of them took. */
function counted({ readMs = 0 } = {}) {
  const { reads, apply } = memoryCorrelation();
  apply([
    { kind: 'intent', row: intent('a') },
    { kind: 'intent', row: intent('b', { tracker: 'local', issue: undefined }) },
    { kind: 'claim', row: claim('journal/1', 'c') },
    { kind: 'claim', row: { ...claim('journal/1', 'd'), tracker: 'local' } },
    { kind: 'journal-cursor', row: cursor('1', 1, 'm') },
    { kind: 'journal-cursor', row: { ...cursor('1', 2, 'm'), feed: 'another' } },
    { kind: 'link', row: link('anna') },
    { kind: 'link', row: link('boris') },
  ]);
  const counts: Record<string, number> = {};
  let failing = 0;
  let code: string | undefined;
  let elapsed = 0;
  const counting = <A extends unknown[], R>(name: string, read: (...args: A) => R) => {
    return (...args: A): R => {
      counts[name] = (counts[name] ?? 0) + 1;
      elapsed += readMs;
      failing -= 1;
      if (failing >= 0 && code === undefined) throw new Error('the connection was lost');
      if (failing >= 0) throw Object.assign(new DatabaseError('refused', 0, 'error'), { code });
      return read(...args);
    };
  };
  const each: CorrelationReads = {
    links: counting('links', reads.links.bind(reads)),
    linksOf: counting('linksOf', reads.linksOf.bind(reads)),
    about: counting('about', reads.about.bind(reads)),
    created: counting('created', reads.created.bind(reads)),
    creations: counting('creations', reads.creations.bind(reads)),
    pollCursors: counting('pollCursors', reads.pollCursors.bind(reads)),
    writesAt: counting('writesAt', reads.writesAt.bind(reads)),
    claims: counting('claims', reads.claims.bind(reads)),
    resent: counting('resent', reads.resent.bind(reads)),
    blocked: counting('blocked', reads.blocked.bind(reads)),
    shown: counting('shown', reads.shown.bind(reads)),
    decisions: counting('decisions', reads.decisions.bind(reads)),
  };
  const at: number[] = [];
  const clock = {
    monotonic: () => elapsed,
    after: (ms: number, then: () => void) => (at.push(ms), setImmediate(then)),
  };
  /** So many reads; `sqlstate`: as the database says, else for no answer. */
  function fail(times: number, sqlstate?: string): void {
    failing = times;
    code = sqlstate;
  }
  return { reads: coalescedReads(each, clock), counts, at, fail };
}

it('workers of many desks and trackers share one statement, and each gets what is its own', async () => {
  const { reads, counts } = counted();
  const items = ['journal/1', 'journal/2'];
  const [here, there] = await Promise.all(
    [TRACKER, 'local'].map((tracker) => reads.writesAt([{ tracker, issue: issue('4318'), items, feed: tracker }])),
  );
  expect(here).toEqual({ claims: [claim('journal/1', 'c')], open: [intent('a')], cursors: [] });
  expect(there?.claims).toEqual([{ ...claim('journal/1', 'd'), tracker: 'local' }]);
  expect(there?.open.map(({ tracker }) => tracker)).toEqual(['local']);
  const seen = await Promise.all(
    [FEED, 'another'].map((feed) => reads.writesAt([{ tracker: TRACKER, issue: issue('1'), items: [], feed }])),
  );
  expect(seen.map(({ cursors }) => cursors.map(({ order }) => order))).toEqual([[1], [2]]);
  const links = await Promise.all(['anna', 'boris', 'vera'].map((of) => reads.linksOf([link(of)])));
  expect(links).toEqual([[link('anna')], [link('boris')], []]);
  expect(counts).toEqual({ writesAt: 2, linksOf: 1 });
});

it('what is asked for while a read is under way is read after it, and not from it', async () => {
  const { reads, counts } = counted();
  const first = reads.links([link('anna').user]);
  await Promise.resolve();
  const later = [reads.links([link('boris').user]), reads.links([link('anna').user])];
  await Promise.all([first, ...later]);
  expect(counts).toEqual({ links: 2 });
});

it('the longer a read takes, the longer the next one gathers, up to a tenth of a second', async () => {
  const quick = counted({ readMs: 3 });
  await quick.reads.links([link('anna').user]);
  await Promise.all([link('anna').user, link('boris').user].map((user) => quick.reads.links([user])));
  expect([quick.counts['links'], quick.at[0]]).toEqual([2, 12]);
  const slow = counted({ readMs: 3_000 });
  await slow.reads.links([link('anna').user]);
  await slow.reads.links([link('boris').user]);
  expect(slow.at[0]).toBe(100);
});

it('a read that fails is made again, a second apart, as long as its database is away', async () => {
  const { reads, counts, at, fail } = counted();
  fail(300);
  expect((await reads.links([link('anna').user])).size).toBe(1);
  at.length = 0;
  counts['links'] = 0;
  fail(3);
  expect(await reads.links([link('anna').user])).toEqual(new Map([[link('anna').user, link('anna')]]));
  expect([counts['links'], at]).toEqual([4, [1_000, 1_000, 1_000]]);
  fail(1_000);
  expect((await reads.links([link('boris').user])).size).toBe(1);
});

it('a statement that its database does not understand is made again for minutes and not for ever', async () => {
  const { reads, fail } = counted();
  fail(300, '42P01');
  expect((await reads.links([link('anna').user])).size).toBe(1);
  fail(1_000, '42P01');
  await expect(reads.links([link('anna').user])).rejects.toThrow('refused');
  fail(0);
  fail(1_000, '57P01');
  expect((await reads.links([link('boris').user])).size).toBe(1);
});
