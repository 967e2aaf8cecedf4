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
