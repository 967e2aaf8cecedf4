import { expect, it } from '@jest/globals';
import { channelId, chatKey, deskId, recordId } from '#contracts';
import { createContinued } from './continued.js';

const chatOf = (id: string) => chatKey(deskId('acme'), channelId('bot'), id);

it('tells which piece of work a part of a long text goes on from, also where a part is sent again', () => {
  const firstOf = createContinued();
  const [anna, boris] = [chatOf('1'), chatOf('2')];
  const [second, third] = [recordId(['news'], 1, null), recordId(['news'], 2, null)];
  const shown = ['news', second, second, third, 'other news', second];
  expect(shown.map((work) => firstOf(anna, work))).toEqual(['news', 'news', 'news', 'news', 'other news', second]);
  expect(firstOf(boris, third)).toBe(third);
});
