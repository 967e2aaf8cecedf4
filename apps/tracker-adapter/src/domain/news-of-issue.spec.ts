import { describe, expect, it } from '@jest/globals';
import { annasAccount, borisAccount, claimOf, cursorAt, intentOfAnna, issueOf, journalOf } from '../rehearsal/facts.js';
import { candidates, newsOfIssue, readAgainInMs } from './news-of-issue.js';

const nothing = { claims: [], open: [] };
const ids = ({ journals }: { journals: readonly { id: string }[] }) => journals.map(({ id }) => id);

describe('news of an issue', () => {
  it('are the entries above its cursor, in their order, and the cursor moves past them', () => {
    const issue = issueOf({ journals: [journalOf(7), journalOf(6), journalOf(5)] });
    const news = newsOfIssue(issue, { cursor: cursorAt(5), since: 0 }, nothing);
    expect({ ...news, journals: ids(news) }).toEqual({
      journals: ['6', '7'],
      created: false,
      order: 7,
      heldBack: false,
    });
  });

  it('are none where nothing stands above it, and nothing is written', () => {
    const news = newsOfIssue(issueOf({ journals: [journalOf(5)] }), { cursor: cursorAt(5), since: 0 }, nothing);
    expect(news).toEqual({ journals: [], created: false, order: undefined, heldBack: false });
  });

  it('leave out, at first sight, what was there before the desk was followed', () => {
    const issue = issueOf({ createdAt: 1_000, journals: [journalOf(5, { at: 1_500 }), journalOf(6, { at: 2_500 })] });
    const news = newsOfIssue(issue, { cursor: undefined, since: 2_000 }, nothing);
    expect([news.created, ids(news), news.order]).toEqual([false, ['6'], 6]);
  });

  it('are an issue’s creation once, at first sight', () => {
    const seen = { cursor: undefined, since: 500 };
    expect(newsOfIssue(issueOf(), seen, nothing)).toMatchObject({ created: true, order: 0 });
    expect(newsOfIssue(issueOf(), { ...seen, cursor: cursorAt(0) }, nothing).created).toBe(false);
  });

  it('are every answer to an issue we created, though the tracker’s clock says that it was before', () => {
    const issue = issueOf({ journals: [journalOf(5, { at: 1_500 })] });
    const news = newsOfIssue(issue, { cursor: undefined, since: 9_000 }, { claims: [claimOf('issue/4318')], open: [] });
    expect([news.created, ids(news)]).toEqual([true, ['5']]);
  });

  it('are what we wrote ourselves, though the tracker’s clock says that it was before', () => {
    const claims = [claimOf('issue/4318'), claimOf('journal/5')];
    const issue = issueOf({ journals: [journalOf(5, { at: 1_500 })] });
    const news = newsOfIssue(issue, { cursor: undefined, since: 9_000 }, { claims, open: [] });
    expect([news.created, ids(news)]).toEqual([true, ['5']]);
  });
});

describe('an entry that an open write may have brought', () => {
  const journals = [journalOf(6), journalOf(7, { author: annasAccount }), journalOf(8)];
  const seen = { cursor: cursorAt(5), since: 0 };

  it('waits, and so does everything after it', () => {
    const news = newsOfIssue(issueOf({ journals }), seen, { claims: [], open: [intentOfAnna()] });
    expect([ids(news), news.order, news.heldBack]).toEqual([['6'], 6, true]);
  });

  it('waits no more once it is claimed', () => {
    const news = newsOfIssue(issueOf({ journals }), seen, { claims: [claimOf('journal/7')], open: [intentOfAnna()] });
    expect([ids(news), news.heldBack]).toEqual([['6', '7', '8'], false]);
  });

  it('is not waited for where the write is of someone else or for another issue', () => {
    const open = [intentOfAnna({ account: borisAccount.id, issue: undefined }), intentOfAnna({ issue: undefined })];
    expect(newsOfIssue(issueOf({ journals }), seen, { claims: [], open }).heldBack).toBe(false);
  });

  it.each([0, 9_000])('may be the whole issue: then nothing of it moves, whatever the clock says (%i)', (since) => {
    const open = [intentOfAnna({ issue: undefined })];
    const news = newsOfIssue(issueOf({ journals }), { cursor: undefined, since }, { claims: [], open });
    expect(news).toEqual({ journals: [], created: false, heldBack: true });
  });
});

it('an issue that waits for a write is read again ever more seldom', () => {
  expect([0, 1_000, 4_000, 600_000].map(readAgainInMs)).toEqual([500, 500, 2_000, 10_000]);
});

it('author, assignee and watchers may want to know, each once', () => {
  const issue = issueOf({ assignee: borisAccount, watchers: [annasAccount, borisAccount] });
  expect(candidates(issue)).toEqual([annasAccount, borisAccount]);
});
