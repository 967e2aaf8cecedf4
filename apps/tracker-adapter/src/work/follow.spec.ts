import { describe, expect, it } from '@jest/globals';
import type { Request } from '#trackers/memory';
import { ANNA, ANNA_TOO, BORIS, BORIS_ELSEWHERE, DESK, OTHER_DESK } from '../rehearsal/people.js';
import { issueId } from '#contracts';
import { feedOf } from './feed.js';
import { begin, ENDPOINT, Rehearsal } from '../rehearsal/rehearsal.js';

const POLLED = 8_000;
const ACME = { id: DESK, endpoint: ENDPOINT };
const OTHER = { id: OTHER_DESK, endpoint: ENDPOINT };

const answer = ({ server }: Rehearsal, id: string, text: string) =>
  server.comment(server.personNamed('relaydesk'), id, text, false, []);

describe('a desk', () => {
  it('on one tracker with another is told of every change, as the other is', async () => {
    const rehearsal = new Rehearsal({ links: [ANNA, BORIS_ELSEWHERE] });
    rehearsal.configured = [ACME, OTHER];
    const { id } = await begin(rehearsal);
    rehearsal.server.assign(id, rehearsal.server.personNamed('boris'));
    answer(rehearsal, id, 'It is in the post.');
    await rehearsal.advance(POLLED);
    for (const who of [ANNA, BORIS_ELSEWHERE]) {
      expect(rehearsal.shownTo(who).filter((text) => text.includes('in the post'))).toHaveLength(1);
    }
  });

  it.each([-60_000, 60_000])(
    'learns of all that comes after, whatever its tracker’s clock says (%i ms)',
    async (ahead) => {
      const rehearsal = new Rehearsal({ trackerTime: (now) => now + ahead });
      const { server } = rehearsal;
      const write = { subject: 'The lamp is out', description: '', project: '1' };
      const { id } = server.createIssue(server.personNamed('anna'), write, []);
      answer(rehearsal, id, 'That was before.');
      await rehearsal.advance(10);
      await rehearsal.start();
      await rehearsal.advance(POLLED);
      answer(rehearsal, id, 'That is news.');
      await rehearsal.advance(POLLED);
      const told = rehearsal.shownTo(ANNA).join();
      expect([told.includes('That was before.'), told.includes('That is news.')]).toEqual([false, true]);
    },
  );

  it('whose tracker did not answer when it was set up is told of what came since', async () => {
    const rehearsal = new Rehearsal();
    const { server } = rehearsal;
    rehearsal.wire.plan(() => true, { status: 503 }, 6);
    await rehearsal.start();
    await rehearsal.advance(1_000);
    const { id } = server.createIssue(
      server.personNamed('anna'),
      { subject: 'Dark', description: '', project: '1' },
      [],
    );
    answer(rehearsal, id, 'While it was away.');
    await rehearsal.advance(600_000);
    answer(rehearsal, id, 'Since it is there.');
    await rehearsal.advance(POLLED);
    const told = rehearsal.shownTo(ANNA).join();
    expect(['While it was away.', 'Since it is there.'].filter((text) => !told.includes(text))).toEqual([]);
  });

  it('learns of everything, however many pages a pass has', async () => {
    const { rehearsal } = await begin();
    const { server } = rehearsal;
    const issues = Array.from({ length: 50 }, (_, n) =>
      server.createIssue(server.personNamed('anna'), { subject: `Issue ${n}`, description: '', project: '1' }, []),
    );
    await rehearsal.advance(60_000);
    server.changesPage = 2;
    for (const { id } of issues) answer(rehearsal, id, `Answer to ${id}.`);
    await rehearsal.advance(60_000);
    const told = rehearsal.shownTo(ANNA).join();
    expect(issues.filter(({ id }) => !told.includes(`Answer to ${id}.`))).toEqual([]);
  });

  it('in whose tracker nothing happens has its cursor kept once a minute only', async () => {
    const { rehearsal } = await begin();
    const feed = feedOf({ endpoint: ENDPOINT, id: DESK });
    const kept = async () => (await rehearsal.correlation.reads.pollCursors([feed])).get(feed);
    await rehearsal.advance(70_000);
    const before = await kept();
    let writes = 0;
    for (let n = 0; n < 24; n += 1) {
      const last = JSON.stringify(await kept());
      // The tracker's time goes on, and so does the cursor.
      rehearsal.server.changes += 1;
      await rehearsal.advance(5_000);
      if (JSON.stringify(await kept()) !== last) writes += 1;
    }
    expect(writes).toBe(2);
    expect(await kept()).not.toEqual(before);
  });

  it('learns of everything from a tracker so slow that a pass takes minutes', async () => {
    const rehearsal = new Rehearsal({ latencyMs: 4_500 });
    const { server } = rehearsal;
    await rehearsal.start();
    await rehearsal.advance(60_000);
    server.changesPage = 1;
    const issues = Array.from({ length: 15 }, (_, n) =>
      server.createIssue(server.personNamed('boris'), { subject: `Issue ${n}`, description: '', project: '1' }, []),
    );
    await rehearsal.advance(1_200_000);
    const feed = feedOf({ endpoint: ENDPOINT, id: DESK });
    const { cursors } = await rehearsal.correlation.reads.writesAt(
      issues.map(({ id }) => ({ tracker: ENDPOINT, items: [], issue: issueId(id), feed })),
    );
    expect(cursors).toHaveLength(issues.length);
  });

  it('that a node does not know yet keeps its words until one does', async () => {
    const rehearsal = new Rehearsal({ links: [BORIS_ELSEWHERE] });
    await rehearsal.start();
    await rehearsal.follow(OTHER_DESK, ENDPOINT);
    const creation = await rehearsal.create(BORIS_ELSEWHERE, 'The shop is slow');
    await rehearsal.advance(120_000);
    expect(rehearsal.server.issues.size).toBe(0);
    rehearsal.kill();
    rehearsal.configured = [ACME, OTHER];
    await rehearsal.start();
    await rehearsal.advance(120_000);
    expect(rehearsal.outcomesOf(creation)).toMatchObject([{ kind: 'confirmed' }]);
    const [id = ''] = rehearsal.server.issues.keys();
    answer(rehearsal, id, 'It is in the post.');
    await rehearsal.advance(POLLED);
    expect(rehearsal.shownTo(BORIS_ELSEWHERE).join()).toContain('in the post');
  });

  it('whose tracker was replaced sends nothing of the old one to the new', async () => {
    const { rehearsal, issue, id } = await begin();
    const down = rehearsal.wire.plan(() => true, 'cut-before', Infinity);
    const comment = await rehearsal.comment(ANNA, issue, 'And now 502.');
    await rehearsal.advance(10_000);
    rehearsal.kill();
    down.lift();
    rehearsal.configured = [{ id: DESK, endpoint: 'memory:another.example' }];
    await rehearsal.start();
    await rehearsal.advance(120_000);
    expect(rehearsal.textsOf(id)).toEqual([]);
    expect(rehearsal.outcomesOf(comment).at(-1)).toEqual({ kind: 'rejected', reason: { kind: 'not-found' } });
  });

  it('misses nothing it was told of in the moment its lane was lost', async () => {
    const { rehearsal, id } = await begin();
    answer(rehearsal, id, 'It is in the post.');
    let losing: Promise<void> | undefined;
    const whileAsked = ({ path }: Request) => {
      if (path === '/changes') losing ??= rehearsal.loseLanes();
      return false;
    };
    rehearsal.wire.plan(whileAsked, 'cut-before');
    await rehearsal.advance(60_000);
    await losing;
    expect(rehearsal.shownTo(ANNA).filter((text) => text.includes('in the post'))).toHaveLength(1);
  });

  it('goes on being followed after its credential was not accepted for long', async () => {
    const { rehearsal, id } = await begin();
    const denied = rehearsal.wire.plan(() => true, { status: 401 }, Infinity);
    answer(rehearsal, id, 'It is in the post.');
    await rehearsal.advance(1_200_000);
    denied.lift();
    await rehearsal.advance(120_000);
    expect(rehearsal.shownTo(ANNA).join()).toContain('in the post');
  });

  it('goes on being followed though its tracker hangs again and again', async () => {
    const { rehearsal, id } = await begin();
    const hung = rehearsal.wire.plan(({ path }) => path === '/changes', 'hang-before', 400);
    await rehearsal.advance(1_200_000);
    hung.lift();
    answer(rehearsal, id, 'It is in the post.');
    await rehearsal.advance(120_000);
    expect(rehearsal.shownTo(ANNA).join()).toContain('in the post');
  });

  it('is followed from where it was, by whoever takes its lane after kill −9', async () => {
    const { rehearsal, id } = await begin();
    rehearsal.kill();
    answer(rehearsal, id, 'It is in the post.');
    await rehearsal.advance(600_000);
    await rehearsal.start();
    await rehearsal.advance(60_000);
    expect(rehearsal.shownTo(ANNA).filter((text) => text.includes('in the post'))).toHaveLength(1);
    expect(rehearsal.shownTo(BORIS)).toEqual([]);
  });
});

describe('a hint that comes before its desk was polled for the first time', () => {
  /** Nobody can say what has changed until `heard`. */
  async function unpolled(before: (rehearsal: Rehearsal) => void = () => undefined) {
    const rehearsal = new Rehearsal({ links: [ANNA, ANNA_TOO] });
    before(rehearsal);
    await rehearsal.advance(1_000);
    const deaf = rehearsal.wire.plan(({ path }) => path === '/changes', { status: 409 }, Infinity);
    await rehearsal.start();
    const heard = async () => {
      deaf.lift();
      await rehearsal.advance(20_000);
    };
    return { rehearsal, heard };
  }

  it('is not forgotten', async () => {
    const { rehearsal, heard } = await unpolled();
    await rehearsal.create(ANNA, 'The shop is slow', 'Since this morning.');
    await rehearsal.advance(10_000);
    expect(rehearsal.shownTo(ANNA_TOO)).toEqual([]);
    await heard();
    expect(rehearsal.shownTo(ANNA_TOO).filter((text) => text.includes('Since this morning'))).toHaveLength(1);
  });

  it('brings up nothing old', async () => {
    let old = '';
    const { rehearsal, heard } = await unpolled((before) => {
      const { server } = before;
      old = server.createIssue(server.personNamed('anna'), { subject: 'Old', description: '', project: '1' }, []).id;
      answer(before, old, 'Long ago.');
    });
    await rehearsal.hint(old);
    await rehearsal.advance(10_000);
    await heard();
    expect(rehearsal.shownTo(ANNA)).toEqual([]);
  });
});
