import { expect, it } from '@jest/globals';
import { fromBytes, TOPIC_NAMES } from '#contracts';
import { FIRST } from '../people/desk.js';
import { numbersIn, repairedAs, wordsOf } from './repaired.js';

it.each(TOPIC_NAMES)('poison that was repaired is a record of %s', (topic) => {
  const bytes = repairedAs(topic, 7, { person: 5, chat: FIRST.chatOf(5) });
  expect(fromBytes(topic, bytes)).toMatchObject({ ok: true, record: { topic } });
});

it('is known by its words, however many stand together', () => {
  expect(numbersIn(`${wordsOf(7)}\n\n${wordsOf(12)}`)).toEqual([7, 12]);
});
