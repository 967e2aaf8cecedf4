import { describe, expect, it } from '@jest/globals';
import { accountId, recordId } from '#contracts';
import type { Request } from '#trackers/memory';
import { ANNA, ANNA_TOO, BORIS, linkOf, MARK, sessionOfWriter } from '../rehearsal/people.js';
import { begin, ENDPOINT, isWrite, OFFICE, Rehearsal } from '../rehearsal/rehearsal.js';

const POLLED = 8_000;
type Begun = Awaited<ReturnType<typeof begin>>;

const byWeb = ({ rehearsal, id }: Begun, login: string, text: string, hush = false) =>
  rehearsal.server.comment(rehearsal.server.personNamed(login), id, text, hush, []);
const assignBoris = ({ rehearsal, id }: Begun) => rehearsal.server.assign(id, rehearsal.server.personNamed('boris'));

describe('news of an issue', () => {
  it('reach its author and its assignee, each once, and not the one who brought them', async () => {
    const begun = await begin();
    const { rehearsal } = begun;
    assignBoris(begun);
    byWeb(begun, 'boris', 'The upstream was full; moved it.');
    await rehearsal.advance(POLLED);
    expect(rehearsal.shownTo(ANNA).filter((text) => text.includes('moved it'))).toHaveLength(1);
    expect(rehearsal.shownTo(BORIS).filter((text) => text.includes('moved it'))).toEqual([]);
    await rehearsal.advance(60_000);
    expect(rehearsal.shownTo(ANNA).filter((text) => text.includes('moved it'))).toHaveLength(1);
  });

  it('bring its files, each with the issue it is on', async () => {
    const begun = await begin();
    const { rehearsal, id } = begun;
    const { server } = rehearsal;
    const boris = server.personNamed('boris');
    const { token } = server.upload(boris, 'graph.png', 'image/png', Buffer.from('bytes'));
    server.comment(boris, id, 'See the graph.', false, [token]);
    await rehearsal.advance(POLLED);
    const files = rehearsal.deliveries.flatMap(({ what }) => (what.kind === 'file' ? [what] : []));
    expect(files).toMatchObject([{ file: { name: 'graph.png' }, issue: { label: `#${id}` }, about: { issue: id } }]);
  });

  it('written from a chat are not shown there again, but to everyone else and in the person’s other chats', async () => {
    const begun = await begin(new Rehearsal({ links: [ANNA, ANNA_TOO, BORIS] }));
    const { rehearsal, issue } = begun;
    assignBoris(begun);
    await rehearsal.comment(ANNA, issue, 'And now 502.');
    await rehearsal.advance(POLLED);
    const shown = [ANNA, ANNA_TOO, BORIS].map((who) => rehearsal.shownTo(who).filter((text) => text.includes('502')));
    expect(shown.map(({ length }) => length)).toEqual([0, 1, 1]);
  });

  it('wait while a write of ours may have brought them, and are no echo afterwards', async () => {
    const begun = await begin();
    const { rehearsal, issue, id } = begun;
    assignBoris(begun);
    rehearsal.wire.plan(isWrite, 'hang-after');
    await rehearsal.comment(ANNA, issue, 'And now 502.');
    await rehearsal.hint(id);
    await rehearsal.advance(20_000);
    expect(rehearsal.textsOf(id)).toEqual(['And now 502.']);
    expect(rehearsal.shownTo(BORIS).join()).not.toContain('502');
    await rehearsal.advance(60_000);
    expect(rehearsal.shownTo(BORIS).join()).toContain('502');
    expect(rehearsal.shownTo(ANNA).join()).not.toContain('502');
  });

  it('wait, too, for a write that began only when the issue had been asked for', async () => {
    const begun = await begin();
    const { rehearsal, id, issue } = begun;
    assignBoris(begun);
    const meanwhile = ({ path }: Request) => {
      if (path !== '/issue' || rehearsal.textsOf(id).length > 0) return false;
      const row = { tracker: ENDPOINT, command: recordId(['meanwhile'], 0, null), chat: ANNA.chat, ...issue };
      const [session, account] = [sessionOfWriter(ANNA), accountId(ANNA.account?.id ?? '')];
      rehearsal.correlation.apply([{ kind: 'intent', row: { ...row, session, account, baseline: null, open: true } }]);
      byWeb(begun, 'anna', 'And now 502.');
      return false;
    };
    rehearsal.wire.plan(meanwhile, 'cut-before');
    await rehearsal.hint(id);
    await rehearsal.advance(POLLED);
    expect(rehearsal.textsOf(id)).toEqual(['And now 502.']);
    expect(rehearsal.shownTo(BORIS).join()).not.toContain('502');
  });

  it('that are private are shown to whoever may see them', async () => {
    const begun = await begin();
    assignBoris(begun);
    byWeb(begun, 'relaydesk', 'The customer is wrong.', true);
    await begun.rehearsal.advance(POLLED);
    expect(begun.rehearsal.shownTo(BORIS).join()).toContain('wrong');
    expect(begun.rehearsal.shownTo(ANNA).join()).not.toContain('wrong');
  });

  it('do not wait for a write that the tracker has answered and that is only tried again', async () => {
    const begun = await begin();
    const { rehearsal, issue } = begun;
    assignBoris(begun);
    rehearsal.wire.plan(isWrite, { status: 409 }, Infinity);
    await rehearsal.comment(ANNA, issue, 'And now 502.');
    await rehearsal.advance(300_000);
    byWeb(begun, 'anna', 'By the web: 503, too.');
    await rehearsal.advance(POLLED);
    expect(rehearsal.shownTo(BORIS).join()).toContain('503');
  });

  it('that are private do not exist for whoever may not see them, and /why can tell', async () => {
    const begun = await begin();
    const { rehearsal } = begun;
    const hidden = byWeb(begun, 'boris', 'The customer is wrong.', true);
    const open = byWeb(begun, 'boris', 'We look into it.');
    await rehearsal.advance(POLLED);
    expect(rehearsal.shownTo(ANNA).join()).not.toContain('wrong');
    expect(rehearsal.shownTo(ANNA).join()).toContain('We look into it');
    expect(await rehearsal.whyOf(begun.id, 'anna')).toMatchObject({ [hidden]: 'not-visible', [open]: 'delivered' });
  });

  it('do not exist for someone to whom the issue is not open any more', async () => {
    const begun = await begin();
    const { rehearsal } = begun;
    const issue = rehearsal.server.issues.get(begun.id);
    if (issue) issue.project = OFFICE.id;
    const journal = byWeb(begun, 'boris', 'The customer is wrong.');
    await rehearsal.advance(POLLED);
    expect(rehearsal.shownTo(ANNA).join()).not.toContain('wrong');
    expect(await rehearsal.whyOf(begun.id, 'anna')).toMatchObject({ [journal]: 'not-visible' });
  });

  it('from before the desk was followed are no news', async () => {
    const rehearsal = new Rehearsal();
    const server = rehearsal.server;
    const old = server.createIssue(server.personNamed('anna'), { subject: 'Old', description: '', project: '1' }, []);
    server.comment(server.personNamed('boris'), old.id, 'Long ago', false, []);
    await rehearsal.advance(60_000);
    await rehearsal.start();
    server.comment(server.personNamed('boris'), old.id, 'Just now', false, []);
    await rehearsal.advance(POLLED);
    expect(rehearsal.shownTo(ANNA).join()).not.toContain('Long ago');
    expect(rehearsal.shownTo(ANNA).join()).toContain('Just now');
  });

  it('are told in order, also those of while the tracker could not be reached', async () => {
    const begun = await begin();
    const { rehearsal } = begun;
    const down = rehearsal.wire.plan(() => true, 'cut-before', Infinity);
    byWeb(begun, 'boris', 'first');
    await rehearsal.advance(600_000);
    byWeb(begun, 'boris', 'second');
    down.lift();
    await rehearsal.advance(120_000);
    const told = rehearsal.shownTo(ANNA).join();
    expect(told.indexOf('first')).toBeGreaterThan(-1);
    expect(told.indexOf('second')).toBeGreaterThan(told.indexOf('first'));
  });
});

describe('every change and everyone who might want to know', () => {
  it('has one decision: delivered, own action, no link, blocked', async () => {
    const begun = await begin(new Rehearsal({ links: [ANNA] }));
    const { rehearsal, id } = begun;
    assignBoris(begun);
    const journal = byWeb(begun, 'boris', 'We look into it.');
    await rehearsal.advance(POLLED);
    expect(await rehearsal.whyOf(id, 'anna')).toMatchObject({ created: 'own-action', [journal]: 'delivered' });
    expect(await rehearsal.whyOf(id, 'boris')).toMatchObject({ [journal]: 'no-link' });
    rehearsal.correlation.apply([{ kind: 'blocked', chat: ANNA.chat, since: rehearsal.clock.now() }]);
    const later = byWeb(begun, 'boris', 'Done.');
    await rehearsal.advance(POLLED);
    expect(await rehearsal.whyOf(id, 'anna')).toMatchObject({ [later]: 'blocked' });
  });

  it('is decided anew for someone whose link has gone while the news waited', async () => {
    const begun = await begin();
    const { rehearsal, id } = begun;
    let reads = 0;
    const afterTheDesk = ({ path }: Request) => path === '/issue' && ++reads > 1;
    const asAnna = rehearsal.wire.plan(afterTheDesk, 'cut-before', Infinity);
    const journal = byWeb(begun, 'boris', 'We look into it.');
    await rehearsal.hint(id);
    await rehearsal.advance(1_000);
    rehearsal.correlation.apply([{ kind: 'unlink', desk: linkOf(ANNA).desk, user: ANNA.user }]);
    asAnna.lift();
    await rehearsal.advance(120_000);
    expect(rehearsal.shownTo(ANNA).join()).not.toContain('look into it');
    expect(await rehearsal.whyOf(id, 'anna')).toMatchObject({ [journal]: 'no-link' });
  });
});

describe('someone without an account', () => {
  async function markWrites() {
    const rehearsal = new Rehearsal();
    await rehearsal.start();
    const creation = await rehearsal.create(MARK, 'No invoice came', 'Where is it?');
    await rehearsal.advance(1_000);
    const [id = ''] = rehearsal.server.issues.keys();
    return { rehearsal, creation, issue: rehearsal.target(id), id };
  }

  it('is answered where they asked', async () => {
    const begun = await markWrites();
    const { rehearsal } = begun;
    byWeb(begun, 'boris', 'It is in the post.');
    await rehearsal.advance(POLLED);
    expect(rehearsal.shownTo(MARK).join()).toContain('in the post');
  });

  it('is shown public words only, and none of their own', async () => {
    const begun = await markWrites();
    const { rehearsal, issue } = begun;
    byWeb(begun, 'boris', 'He never pays.', true);
    await rehearsal.comment(MARK, issue, 'Hello?');
    await rehearsal.advance(POLLED);
    expect(rehearsal.shownTo(MARK)).toEqual([]);
  });

  it('is shown what the desk’s own account answers by hand', async () => {
    const begun = await markWrites();
    const { rehearsal } = begun;
    byWeb(begun, 'relaydesk', 'It is in the post.');
    await rehearsal.advance(POLLED);
    expect(rehearsal.shownTo(MARK).join()).toContain('in the post');
  });
});
