import { describe, expect, it } from '@jest/globals';
import { plain } from '#contracts';
import { renderLines } from '#wording';
import { issueOf, journalOf } from '../rehearsal/facts.js';
import { isShown, publicView, tellNews } from './tell-news.js';

const markup = { from: plain, to: ({ text }: { text: string }) => text };
const graph = { ref: '9', name: 'graph.png', size: 3 };
const read = (...args: Parameters<typeof tellNews>) => renderLines(tellNews(...args), { language: 'en', now: 0 }).text;

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
    const after = journalOf(6);
    const text = read(issueOf({ journals: [log, after] }), [log, after], false, markup);
    expect(text.length).toBeLessThan(25_000);
    expect(text).toContain('panic: out of memory…');
    expect(text).toContain('There is more than a chat can hold: The shop is slow #4318');
  });

  it('leave it there, too, where there are too many, or a field is as long as a description', () => {
    const details = [{ field: 'Steps', from: 'a'.repeat(100_000), to: 'b' }];
    const journals = Array.from({ length: 400 }, (_, i) => journalOf(i, { text: '', details }));
    const text = read(issueOf({ journals }), journals, false, markup);
    expect(text.length).toBeLessThan(25_000);
    expect(text).toContain('There is more than a chat can hold');
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
      { field: 'status', from: 'New', to: 'Resolved' },
      { field: 'Margin', to: '40 %' },
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
