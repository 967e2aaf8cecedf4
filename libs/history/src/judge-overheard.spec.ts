import { describe, expect, it } from '@jest/globals';
import { chatOf, story } from './rehearsal/story.js';

/** Anna wrote something that only she, and Vera in her chat, may read. */
function secretOf(text = 'the till is open') {
  const told = story();
  told.writes('anna', 1, text, { mayBeSeenIn: [chatOf('vera')] });
  told.holds('anna', 1, text);
  return told;
}

describe('overheard', () => {
  it('is what somebody wrote in a chat it is not for, in the midst of whatever is said there', () => {
    const told = secretOf();
    told.shows('mark', undefined, 'Where does this belong?\n“it is slow  the till is\nopen”');
    expect(told.verdicts()).toEqual(['leaked']);
    expect(told.sentences()).toEqual([expect.stringContaining('may not be seen in')]);
  });

  it('is not what stands in the chat it was written in, or in one that may know', () => {
    const told = secretOf();
    told.shows('anna', 1, 'To the till is open');
    told.shows('vera', 1, 'Anna: the till is open');
    expect(told.verdicts()).toEqual([]);
  });

  it('is not what somebody else said in the same words who may be heard there, nor other words that begin so', () => {
    const told = secretOf();
    told.shows('mark', undefined, 'Where does this belong? the till is shut');
    told.writes('mark', 2, 'the till is open');
    told.holds('mark', 2, 'the till is open');
    told.shows('mark', undefined, 'the till is open');
    expect(told.verdicts()).toEqual([]);
  });

  it('is not what somebody who reads there has written in the tracker, in the same words', () => {
    const told = secretOf();
    told.comments('mark', 2, 'the till is open', [], ['mark']);
    told.shows('mark', undefined, 'The last there from you: the till is open');
    expect(told.verdicts()).toEqual([]);
  });

  it('is not known of words of which nobody said who may read them', () => {
    const told = story();
    told.writes('anna', 1, 'the till is open');
    told.holds('anna', 1, 'the till is open');
    told.shows('mark', undefined, 'the till is open');
    expect(told.verdicts()).toEqual([]);
  });
});
