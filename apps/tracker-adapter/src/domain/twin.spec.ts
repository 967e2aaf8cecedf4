import { expect, it } from '@jest/globals';
import { issueId, type IssueHead } from '#contracts';
import { ANNA, sessionOfWriter } from '../rehearsal/people.js';
import { tellOfTwin } from './twin.js';

it('a twin is one record, whichever desk finds it, and however often', () => {
  const head = (url: string): IssueHead => ({ id: issueId('4318'), label: '#4318', title: 'The shop is slow', url });
  const of = { tracker: 'memory', mark: 'words', item: 'journal/7', session: sessionOfWriter(ANNA) };
  const twin = { item: 'journal/8', of, language: 'en', at: 1 };
  const first = tellOfTwin(head('https://one.example'), twin);
  expect(tellOfTwin(head('https://other.example'), { ...twin, language: undefined, at: 2 }).id).toBe(first.id);
  expect(tellOfTwin(head('https://one.example'), { ...twin, item: 'journal/9' }).id).not.toBe(first.id);
});
