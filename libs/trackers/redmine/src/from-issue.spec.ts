import { describe, expect, it } from '@jest/globals';
import { issueItem, issueOf, journalItems } from './from-issue.js';
import { RestIssue, type RestJournal } from './rest-shapes.js';

const ref = (id: number, name: string) => ({ id, name });
const attached = (id: number) => ({
  property: 'attachment',
  name: String(id),
  old_value: null,
  new_value: `${id}.png`,
});
const file = (id: number) => ({ id, filename: `${id}.png`, filesize: 3, content_type: 'image/png' });

const issueWith = (journals: object[], more: object = {}) =>
  RestIssue.parse({
    id: 4318,
    project: ref(1, 'Web shop'),
    tracker: ref(3, 'Support'),
    status: ref(1, 'New'),
    priority: ref(2, 'Normal'),
    author: ref(5, 'Anna Karenina'),
    subject: 'The shop answers 502',
    description: 'Since\r\nthis morning',
    created_on: '2026-07-14T09:02:11Z',
    updated_on: '2026-07-14T09:21:44Z',
    journals,
    ...more,
  });

const entry = (id: number, more: Partial<Record<keyof RestJournal, unknown>> = {}) => ({
  id,
  user: ref(5, 'Anna Karenina'),
  notes: '',
  created_on: '2026-07-14T09:21:44Z',
  ...more,
});

const PUBLIC = 'https://redmine.example.com';

describe('an issue as the core sees it', () => {
  it('has its entries oldest first, whatever order the reader prefers, and line ends as everywhere else', () => {
    const seen = issueOf(issueWith([entry(9, { notes: 'b\r\nc' }), entry(8, { notes: 'a' })]), () => undefined, PUBLIC);
    expect(seen.journals.map(({ order, text }) => [order, text])).toEqual([
      [8, 'a'],
      [9, 'b\nc'],
    ]);
    expect(seen).toMatchObject({
      label: '#4318',
      url: 'https://redmine.example.com/issues/4318',
      description: 'Since\nthis morning',
    });
  });

  it('shows a file with the entry that brought it, and not one that is gone', () => {
    const issue = issueWith([entry(8, { details: [attached(3), attached(4)] })], { attachments: [file(3)] });
    const [journal] = issueOf(issue, () => undefined, PUBLIC).journals;
    expect(journal?.files.map(({ name }) => name)).toEqual(['3.png']);
    expect(journal?.details).toEqual([]);
  });

  it('has the words of an entry whose author is gone, in no one’s name', () => {
    const { journals } = issueOf(issueWith([entry(8, { user: undefined, notes: 'Closed.' })]), () => undefined, PUBLIC);
    expect(journals.map(({ author, text }) => [author.name, text])).toEqual([['', 'Closed.']]);
  });

  it('is marked as private where a write may have become it', () => {
    expect(issueItem(issueWith([]), PUBLIC).private).toBe(false);
    expect(issueItem(issueWith([], { is_private: true }), PUBLIC).private).toBe(true);
  });
});

describe('what an account wrote above a journal id', () => {
  const items = (journals: object[], above = 0) => journalItems(issueWith(journals), '5', above, PUBLIC);

  it('is its own entries only, oldest first', () => {
    const found = items(
      [entry(12, { notes: 'c' }), entry(11, { notes: 'b', user: ref(6, 'Boris') }), entry(10, { notes: 'a' })],
      9,
    );
    expect(found.map(({ key, text }) => [key, text])).toEqual([
      ['journal/10', 'a'],
      ['journal/12', 'c'],
    ]);
    expect(items([entry(10)], 10)).toEqual([]);
  });

  it('is one item where Redmine split a private note from its files', () => {
    const split = [entry(10, { details: [attached(3)] }), entry(11, { notes: 'Hush.', private_notes: true })];
    expect(items(split)).toMatchObject([{ key: 'journal/11', text: 'Hush.', private: true, uploadIds: ['3'] }]);
  });

  it('is two items where a private note only follows something else', () => {
    const note = entry(11, { notes: 'Hush.', private_notes: true });
    expect(items([entry(10, { notes: 'Loud.' }), note])).toHaveLength(2);
    expect(items([entry(10, { details: [attached(3)], created_on: '2026-07-14T09:20:00Z' }), note])).toHaveLength(2);
  });
});
