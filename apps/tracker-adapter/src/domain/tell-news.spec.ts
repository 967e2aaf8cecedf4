import { describe, expect, it } from '@jest/globals';
import { plain } from '#contracts';
import { renderLines } from '#wording';
import { issueOf, journalOf } from '../rehearsal/facts.js';
import { isShown, publicView, tellNews } from './tell-news.js';

const markup = { from: plain, to: ({ text }: { text: string }) => text };
const graph = { ref: '9', name: 'graph.png', size: 3 };
const readAll = (...args: Parameters<typeof tellNews>) =>
  tellNews(...args).map(({ lines }) => renderLines(lines, { language: 'en', now: 0 }).text);
const read = (...args: Parameters<typeof tellNews>) => readAll(...args).join();

describe('news as they are read', () => {
  it('begin with the issue, name who said what, and end with how to answer', () => {
    const journals = [journalOf(5, { details: [{ field: 'status', from: 'New', to: 'Resolved' }], files: [graph] })];
    expect(read(issueOf({ journals }), journals, false, markup).split('\n')).toEqual([
      'The shop is slow #4318',
      'Boris Petrov: entry 5',
      'Status: New → Resolved',
      '📎 graph.png',
      'Reply to this message to answer.',
    ]);
  });

  it('tell of a creation with its words', () => {
    expect(read(issueOf(), [], true, markup)).toContain('💬 Since this morning.');
  });

  it('leave in the tracker what is too long for a chat, and say where it is', () => {
    const log = journalOf(5, { text: 'panic: out of memory\n'.repeat(100_000) });
    const [first = '', second = '', ...more] = readAll(
      issueOf(),
      [log, journalOf(6, { text: 'entry 6 '.repeat(100) })],
      false,
      markup,
    );
    expect(first.length).toBeLessThan(25_000);
    expect(first).toContain('panic: out of memory…');
    expect(first).toContain('There is more than a chat can hold: The shop is slow #4318');
    expect(second).toContain('Boris Petrov: entry 6');
    expect(second).not.toContain('There is more');
    expect(more).toEqual([]);
  });

  it('leave nothing out where there are many, and come in several', () => {
    const short = Array.from({ length: 120 }, (_, i) => journalOf(i));
    const long = Array.from({ length: 9 }, (_, i) =>
      journalOf(200 + i, { text: `entry ${200 + i} ${'a'.repeat(9_000)}` }),
    );
    const all = [...short, ...long];
    const news = tellNews(issueOf(), all, true, markup);
    expect(news.flatMap(({ journals }) => journals)).toEqual(all);
    const texts = readAll(issueOf(), all, true, markup);
    for (const { text } of all) expect(texts.filter((one) => one.includes(`: ${text}\n`))).toHaveLength(1);
    for (const text of texts) expect(text.length).toBeLessThan(25_000);
    expect(texts.join()).not.toContain('There is more');
  });

  it('leave in the tracker what is more than anybody reads, and say where it is', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => journalOf(i));
    const texts = readAll(issueOf(), many, false, markup);
    expect(texts).toHaveLength(20);
    expect(texts.map((text) => text.includes('There is more than a chat can hold'))).toEqual(
      texts.map((_, i) => i === 19),
    );
  });

  it('show how a field as long as a description begins', () => {
    const details = [{ own: 'Steps', from: 'a'.repeat(100_000), to: 'b' }];
    const journals = Array.from({ length: 400 }, (_, i) => journalOf(i, { text: '', details }));
    for (const text of readAll(issueOf(), journals, false, markup)) expect(text.length).toBeLessThan(25_000);
  });

  it('mark what is private', () => {
    const hidden = journalOf(5, { private: true });
    expect(read(issueOf(), [hidden], false, markup)).toContain('🔒 Boris Petrov (private): entry 5');
  });
});

it('an entry without words, details and files has nothing to show', () => {
  expect(isShown(journalOf(5, { text: ' ' }))).toBe(false);
  expect(isShown(journalOf(5, { text: '', files: [graph] }))).toBe(true);
});

describe('what someone without an account sees', () => {
  it('has no private entry, none of its files, and of the details only the status', () => {
    const secret = { ref: '8', name: 'secret.png', size: 3 };
    const details = [
      { field: 'status' as const, from: 'New', to: 'Resolved' },
      { own: 'Margin', to: '40 %' },
      { own: 'status', from: 'lost', to: 'won' },
    ];
    const issue = issueOf({
      files: [graph, secret],
      journals: [journalOf(5, { details, files: [graph] }), journalOf(6, { private: true, files: [secret] })],
    });
    const view = publicView(issue);
    expect(view.files).toEqual([graph]);
    expect(view.journals.map(({ id, details: seen }) => [id, seen])).toEqual([['5', [details[0]]]]);
  });
});
