import { expect, it } from '@jest/globals';
import { renderLines } from '#wording';
import { partlyLines } from './result-lines.js';

const read = (language: string, ...what: string[]) => {
  const dropped = what.map((one) => ({ what: one }));
  return renderLines(partlyLines(dropped, '#12', 'Redmine'), { language, now: 0 }).text;
};

it.each([
  ['private', 'the mark “private”', 'пометки «личное»'],
  ['project', 'the project chosen', 'выбранного проекта'],
  ['issueType', 'the issue type chosen', 'выбранного типа задачи'],
  ['priority', 'the priority chosen', 'выбранного приоритета'],
  ['dump.exe', 'dump.exe', 'dump.exe'],
])('what a tracker did not keep is named in the reader’s language (%s)', (what, english, russian) => {
  expect(read('en', what)).toBe(`⚠️ On #12, but without ${english}. Redmine gave no reason.`);
  expect(read('ru', what)).toBe(`⚠️ Записано в #12, но без ${russian}. Redmine не объясняет почему.`);
});

it('so is each of several', () => {
  expect(read('ru', 'private', 'dump.exe')).toBe('⚠️ Записано в #12, но без:\nпометки «личное»\ndump.exe');
});
