import { expect, it } from '@jest/globals';
import { story } from './rehearsal/story.js';

const news = (comment: string) => ['Shop is slow #1', comment, 'Reply to this message to answer.'].join('\n');

it('words that come back as news to the chat they were written in are echoed; in another chat of their writer they are news', () => {
  const told = story();
  told.writes('anna', 1, 'it hangs again');
  told.holds('anna', 1, 'it hangs again');
  told.shows('anna-too', 1, news('Anna: it hangs again'));
  expect(told.verdicts()).toEqual([]);
  told.shows('anna', 1, news('Anna: it hangs again'));
  expect(told.verdicts()).toEqual(['echoed']);
});

it('words that somebody else said, too, may be theirs', () => {
  const told = story();
  told.writes('anna', 1, 'still broken');
  told.holds('anna', 1, 'still broken');
  told.comments('boris', 1, 'still broken', ['anna']);
  told.shows('anna', 1, news('Boris Petrov: still broken'));
  expect(told.verdicts()).toEqual([]);
});

it('a question that quotes what its reader wrote is no news', () => {
  const told = story();
  told.writes('anna', 1, 'it hangs again');
  told.holds('anna', 1, 'it hangs again');
  told.shows('anna', 1, 'Yours was: «it hangs again»');
  told.shows('anna', 1, '💬 «it hangs again» 📎 1 file');
  expect(told.verdicts()).toEqual([]);
});
