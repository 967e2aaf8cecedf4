import { describe, expect, it } from '@jest/globals';
import { countBack, type Answer } from './count-back.js';

const LONG_AFTER = 1_000_000;
const answer = (text: string, person = 1): Answer => ({ author: 'Boris Petrov', text, at: 0, person });
const news = (words: string, person = 1) => ({
  person,
  text: `Shop is slow #4312\nBoris Petrov: ${words}\nReply to this message to answer.`,
});

describe('counting what arrives in the chats', () => {
  it('finds each comment in the chat of each person it concerns', () => {
    const counts = countBack(
      [answer('Done', 1), answer('Done', 2)],
      [news('Done', 1), news('Done', 2)],
      true,
      LONG_AFTER,
    );
    expect(counts).toMatchObject({ sent: 2, arrived: 2, lost: 0, doubled: 0 });
  });

  it('finds two comments told in one message', () => {
    const both = { person: 1, text: 'Shop is slow #4312\nBoris Petrov: One\nBoris Petrov: Two' };
    expect(countBack([answer('One'), answer('Two')], [both], true, LONG_AFTER)).toMatchObject({
      arrived: 2,
      doubled: 0,
    });
  });

  it('sees one that was told twice, and one that was never told', () => {
    const counts = countBack([answer('Done'), answer('Closed')], [news('Done'), news('Done')], true, LONG_AFTER);
    expect(counts).toMatchObject({ sent: 2, arrived: 1, lost: 1, doubled: 1 });
  });

  it('waits while something is still to be done', () => {
    expect(countBack([answer('Done')], [], false, LONG_AFTER)).toMatchObject({ underway: 1, lost: 0 });
  });

  it('knows a long comment by its beginning', () => {
    const words = 'long '.repeat(200);
    expect(countBack([answer(`${words}\nand more`)], [news(words)], true, LONG_AFTER)).toMatchObject({ arrived: 1 });
  });
});
