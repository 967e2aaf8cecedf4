import { describe, expect, it } from '@jest/globals';
import { plain } from '#contracts';
import type { Detail, Journal } from '#ports/tracker';
import { renderLines } from '#wording';
import { borisAccount, issueOf, journalOf } from '../rehearsal/facts.js';
import { tellNews } from './tell-news.js';

const markup = { from: plain, to: ({ text }: { text: string }) => text };

/** The lines between an issue's title and how to answer. */
function read(language: string, entry: Partial<Journal>, created = false): string[] {
  const journals = created ? [] : [journalOf(5, entry)];
  const issue = issueOf(created ? { author: entry.author } : {});
  const [news] = tellNews(issue, journals, created, markup);
  return renderLines(news?.lines ?? [], { language, now: 0 })
    .text.split('\n')
    .slice(1, -1);
}

describe('a field that changed', () => {
  it.each<[Detail, string, string]>([
    [{ field: 'assignee', from: 'Boris', to: 'Olga' }, 'Assignee: Boris → Olga', 'Исполнитель: Boris → Olga'],
    [{ field: 'issueType', from: 'Bug', to: 'Support' }, 'Issue type: Bug → Support', 'Тип задачи: Bug → Support'],
    [{ field: 'done', from: '0', to: '50' }, 'Done: 0% → 50%', 'Готовность: 0 % → 50 %'],
    [{ field: 'private', from: 'no', to: 'yes' }, 'Private: no → yes', 'Личная: нет → да'],
    [{ field: 'relates', to: '#12' }, 'Related to: #12', 'Связана с: #12'],
    [{ field: 'dueDate', from: '2026-07-14' }, 'Due date: 2026-07-14 → none', 'Срок: 2026-07-14 → пусто'],
    [{ field: 'description' }, 'Description: …', 'Описание: …'],
    [{ field: 'status', to: 'New' }, 'Status: New', 'Статус: New'],
    [{ own: 'room', from: '1', to: '2' }, 'Room: 1 → 2', 'Room: 1 → 2'],
  ])(
    'is named in the reader’s language, and as the tracker does where it is its own: %j',
    (detail, english, russian) => {
      expect(read('en', { text: '', details: [detail] })).toEqual(['Boris Petrov changed this:', english]);
      expect(read('ru', { text: '', details: [detail] }).slice(1)).toEqual([russian]);
    },
  );
});

describe('an author whom the tracker does not know any more', () => {
  const author = { ...borisAccount, name: '' };

  it.each([
    ['en', ['Someone: The upstream was full.'], ['🔒 Someone (private): The upstream was full.']],
    ['ru', ['Кто-то: The upstream was full.'], ['🔒 Кто-то (лично): The upstream was full.']],
  ])('is someone, whose words are told (%s)', (language, open, hidden) => {
    const text = 'The upstream was full.';
    expect(read(language, { author, text })).toEqual(open);
    expect(read(language, { author, text, private: true })).toEqual(hidden);
  });

  it('is someone who changed or created it, too', () => {
    const details: Detail[] = [{ field: 'status', from: 'New', to: 'Closed' }];
    expect(read('en', { author, text: '', details })[0]).toBe('Someone changed this:');
    expect(read('ru', { author, text: '', details })[0]).toBe('Изменения от кого-то:');
    expect(read('ru', { author }, true)[0]).toContain('📝 Новая задача от кого-то');
  });
});
