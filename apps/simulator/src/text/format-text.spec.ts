import { describe, expect, it } from '@jest/globals';
import { formatText } from './format-text.js';

describe('formatText', () => {
  it('cuts white space at both ends and moves entities along', () => {
    expect(formatText('\n  <b> hi </b>  ', 'HTML')).toEqual({
      text: 'hi',
      entities: [{ type: 'bold', offset: 0, length: 2 }],
    });
  });

  it('recognises commands, links, mentions and tags by itself, but not inside code', () => {
    const { entities } = formatText('/start see https://a.b/c, ask @anna_k #urgent <code>/stop</code>', 'HTML');
    expect(entities.map(({ type, offset, length }) => [type, offset, length])).toEqual([
      ['bot_command', 0, 6],
      ['url', 11, 13],
      ['mention', 30, 7],
      ['hashtag', 38, 7],
      ['code', 46, 5],
    ]);
  });

  it('forgets entities that lie outside of the words', () => {
    expect(formatText('ab', undefined, [{ type: 'bold', offset: 1, length: 9 }]).entities).toEqual([
      { type: 'bold', offset: 1, length: 1 },
    ]);
  });

  it('takes no parse mode it does not know', () => {
    expect(() => formatText('x', 'BBCode')).toThrow('Bad Request: unsupported parse_mode');
  });
});
