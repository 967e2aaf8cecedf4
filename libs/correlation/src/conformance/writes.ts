import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { about, claim, command, creation, cursor, decision, FEED, intent, issue, link, TRACKER } from './fixtures.js';
import type { CorrelationHarness, Make } from './harness.js';

export const describeWrites = (make: Make) =>
  describe('writes and cursors', () => {
    let db: CorrelationHarness;
    beforeEach(async () => void (db = await make()));
    afterEach(() => db.close());
    const at = (item: string) => ({ tracker: TRACKER, item });
    const writesAt = (items: readonly string[] = []) =>
      db.reads.writesAt([{ tracker: TRACKER, issue: issue('4318'), items }]);
    const cursorsOf = async (ids: readonly string[], feeds: readonly string[] = [FEED]) => {
      const places = feeds.flatMap((feed) =>
        ids.map((id) => ({ tracker: TRACKER, items: [], issue: issue(id), feed })),
      );
      return (await db.reads.writesAt(places)).cursors;
    };

    it('reads together who claims these items and what may still land on this issue', async () => {
      const creation = intent('create', { issue: undefined, baseline: undefined });
      const comment = intent('comment');
      await db.write(
        { kind: 'intent', row: creation },
        { kind: 'intent', row: comment },
        { kind: 'intent', row: intent('elsewhere', { issue: issue('1') }) },
        { kind: 'intent', row: intent('other-tracker', { tracker: 'local' }) },
        { kind: 'intent', row: intent('settled', { open: false }) },
        { kind: 'claim', row: claim('journal/991', 'settled') },
        { kind: 'claim', row: claim('journal/990', 'settled') },
      );
      const { claims, open } = await writesAt(['journal/991', 'journal/992']);
      expect(claims).toEqual([claim('journal/991', 'settled')]);
      expect(new Set(open)).toEqual(new Set([creation, comment]));
    });

    it('shows an intent no more once it is settled', async () => {
      await db.write({ kind: 'intent', row: intent('a') });
      await db.write({ kind: 'intent', row: intent('a', { open: false }) });
      expect((await writesAt()).open).toEqual([]);
    });

    it('tells of which settled writes, sent more than once, these are the marks, and whose they are', async () => {
      const resent = { ...claim('journal/7', 'resent'), mark: 'its words' };
      await db.write(
        { kind: 'intent', row: { ...intent('resent'), open: false } },
        { kind: 'claim', row: resent },
        { kind: 'claim', row: claim('journal/8', 'sent once') },
      );
      expect(await db.reads.claims([at('journal/7')])).toEqual([claim('journal/7', 'resent')]);
      const wanted = ['its words', 'no one’s words'].map((mark) => ({ tracker: TRACKER, mark }));
      expect(await db.reads.resent(wanted)).toEqual([
        { tracker: TRACKER, mark: 'its words', item: 'journal/7', session: intent('resent').session },
      ]);
      expect(await db.reads.resent([{ tracker: 'local', mark: 'its words' }])).toEqual([]);
    });

    it('lets the command that claimed an item claim it again', async () => {
      await db.write({ kind: 'claim', row: claim('issue/1', 'a') });
      await db.write({ kind: 'claim', row: claim('issue/1', 'a') }, { kind: 'claim', row: claim('issue/1', 'a') });
      expect(await db.reads.claims([at('issue/1'), at('issue/2')])).toEqual([claim('issue/1', 'a')]);
    });

    it('refuses another command’s claim of the same item, and everything with it', async () => {
      await db.write({ kind: 'claim', row: claim('issue/1', 'a') });
      const writing = db.write({ kind: 'intent', row: intent('b') }, { kind: 'claim', row: claim('issue/1', 'b') });
      await expect(writing).rejects.toThrow();
      expect(await db.reads.claims([at('issue/1')])).toEqual([claim('issue/1', 'a')]);
      expect((await writesAt()).open).toEqual([]);
    });

    it('refuses two commands’ claims of one item in one transaction', async () => {
      const writing = db.write(
        { kind: 'claim', row: claim('issue/1', 'a') },
        { kind: 'claim', row: claim('issue/1', 'b') },
      );
      await expect(writing).rejects.toThrow();
      expect(await db.reads.claims([at('issue/1')])).toEqual([]);
    });

    it('keeps the same item of two trackers apart', async () => {
      await db.write(
        { kind: 'claim', row: claim('issue/1', 'a') },
        { kind: 'claim', row: { ...claim('issue/1', 'b'), tracker: 'local' } },
      );
      expect(await db.reads.claims([{ tracker: 'local', item: 'issue/1' }])).toEqual([
        { ...claim('issue/1', 'b'), tracker: 'local' },
      ]);
    });

    it('remembers for good what a creation became', async () => {
      await db.write({ kind: 'created', ...creation('a', '1') });
      await db.write({ kind: 'created', ...creation('a', '2') });
      const created = await db.reads.created([command('a'), command('b')]);
      expect(created).toEqual(new Map([[command('a'), creation('a', '1')]]));
    });

    it('knows of an issue which command created it, at which tracker and for whom', async () => {
      const { session } = intent('a');
      const forMark = creation('a', '1', { madeFor: { session, name: 'Mark', language: 'ru' } });
      await db.write(
        { kind: 'created', ...forMark },
        { kind: 'created', ...creation('b', '2') },
        { kind: 'created', ...creation('c', '1', { tracker: 'local' }) },
      );
      const found = await db.reads.creations(['1', '2', '3'].map((id) => ({ tracker: TRACKER, issue: issue(id) })));
      expect(new Set(found)).toEqual(new Set([forMark, creation('b', '2')]));
    });

    it('knows of a creation that it came to nothing, until it turns out to be there', async () => {
      await db.write({ kind: 'created', ...creation('a', '1', { issue: undefined }) });
      expect(await db.reads.created([command('a')])).toEqual(
        new Map([[command('a'), creation('a', '1', { issue: undefined })]]),
      );
      await db.write({ kind: 'created', ...creation('a', '1') });
      await db.write({ kind: 'created', ...creation('a', '1', { issue: undefined }) });
      expect(await db.reads.created([command('a')])).toEqual(new Map([[command('a'), creation('a', '1')]]));
    });

    it('answers for many trackers and desks at once, and each for itself', async () => {
      const local = { tracker: 'local' };
      await db.write(
        { kind: 'intent', row: intent('a') },
        { kind: 'intent', row: intent('b', { ...local, issue: issue('1') }) },
        { kind: 'intent', row: intent('c', { ...local, issue: undefined }) },
        { kind: 'claim', row: claim('journal/1', 'd') },
        { kind: 'claim', row: { ...claim('journal/2', 'e'), ...local } },
        { kind: 'journal-cursor', row: cursor('1', 1, 'm') },
        { kind: 'journal-cursor', row: { ...cursor('1', 2, 'm'), feed: 'another' } },
        { kind: 'poll-cursor', feed: FEED, cursor: { n: 1 } },
        { kind: 'poll-cursor', feed: 'another', cursor: { n: 2 } },
      );
      const here = { tracker: TRACKER, issue: issue('4318'), items: ['journal/1', 'journal/2'] };
      const there = { ...local, issue: issue('4318'), items: ['journal/1', 'journal/2'] };
      const { claims, open } = await db.reads.writesAt([here, there]);
      expect(new Set(claims.map(({ command: by }) => by))).toEqual(new Set([command('d'), command('e')]));
      expect(new Set(open.map(({ command: by }) => by))).toEqual(new Set([command('a'), command('c')]));
      const cursors = await cursorsOf(['1'], [FEED, 'another', 'none']);
      expect(new Map(cursors.map(({ feed, order }) => [feed, order]))).toEqual(
        new Map([
          [FEED, 1],
          ['another', 2],
        ]),
      );
      expect(await db.reads.pollCursors([FEED, 'another', 'none'])).toEqual(
        new Map([
          [FEED, { n: 1 }],
          ['another', { n: 2 }],
        ]),
      );
    });

    it('never moves a journal cursor back, and keeps the mark seen last', async () => {
      await db.write(
        { kind: 'journal-cursor', row: cursor('1', 7, 'm1') },
        { kind: 'journal-cursor', row: cursor('1', 5, 'm2') },
        { kind: 'journal-cursor', row: cursor('2', 0.5, 'n1') },
      );
      await db.write({ kind: 'journal-cursor', row: cursor('1', 6, 'm3') });
      await db.write({ kind: 'journal-cursor', row: cursor('2', 2, 'n1') });
      const cursors = await cursorsOf(['1', '2', '3']);
      expect(new Set(cursors)).toEqual(new Set([cursor('1', 7, 'm3'), cursor('2', 2, 'n1')]));
    });

    it('keeps with a journal cursor what was passed unclaimed, as it was given last', async () => {
      await db.write(
        { kind: 'journal-cursor', row: { ...cursor('1', 7, 'm'), unclaimed: ['journal/1', 'journal/7'] } },
        { kind: 'journal-cursor', row: { ...cursor('2', 1, 'm'), unclaimed: ['issue/2'] } },
      );
      await db.write({ kind: 'journal-cursor', row: { ...cursor('1', 7, 'm'), unclaimed: ['journal/7'] } });
      await db.write({ kind: 'journal-cursor', row: cursor('2', 1, 'm') });
      const cursors = await cursorsOf(['1', '2']);
      expect(new Map(cursors.map(({ issue: of, unclaimed }) => [of, unclaimed]))).toEqual(
        new Map([
          [issue('1'), ['journal/7']],
          [issue('2'), []],
        ]),
      );
    });

    it('keeps a poll’s cursor as it was given', async () => {
      expect(await db.reads.pollCursors([FEED])).toEqual(new Map());
      await db.write({ kind: 'poll-cursor', feed: FEED, cursor: { z: 1, a: 'now' } });
      await db.write({ kind: 'poll-cursor', feed: FEED, cursor: { z: 2, a: 'then' } });
      expect(await db.reads.pollCursors([FEED])).toEqual(new Map([[FEED, { z: 2, a: 'then' }]]));
    });

    it('changes nothing when the same work is done again', async () => {
      const everything = [
        { kind: 'about', row: about('1') },
        { kind: 'link', row: link('anna') },
        { kind: 'created', ...creation('a', '4318') },
        { kind: 'intent', row: intent('a') },
        { kind: 'claim', row: claim('issue/4318', 'a') },
        { kind: 'journal-cursor', row: cursor('4318', 7, 'm') },
        { kind: 'poll-cursor', feed: FEED, cursor: { at: 1 } },
        { kind: 'decision', row: decision('created') },
        { kind: 'blocked', chat: about('1').chat, since: 1 },
      ] as const;
      const seen = async () => [
        await db.reads.about([about('1')]),
        await db.reads.links([link('anna').user]),
        await db.reads.created([command('a')]),
        await db.reads.creations([{ tracker: TRACKER, issue: issue('4318') }]),
        await writesAt(['issue/4318']),
        await cursorsOf(['4318']),
        await db.reads.pollCursors([FEED]),
        await db.reads.decisions(decision('created').desk, issue('4318')),
        await db.reads.blocked([about('1').chat]),
      ];
      await db.write(...everything);
      const once = await seen();
      await db.write(...everything, ...everything);
      expect(await seen()).toEqual(once);
    });
  });
