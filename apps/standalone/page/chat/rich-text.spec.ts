import { describe, expect, it } from '@jest/globals';
import { stretches } from './rich-text.js';

describe('a text with marks', () => {
  it('is cut where marks begin and end, also within one another', () => {
    const entities = [
      { type: 'bold', offset: 0, length: 8 },
      { type: 'italic', offset: 4, length: 4 },
    ];
    expect(stretches('one two three', entities)).toEqual([
      { text: 'one ', types: ['bold'], url: undefined },
      { text: 'two ', types: ['bold', 'italic'], url: undefined },
      { text: 'three', types: [], url: undefined },
    ]);
  });

  it('knows where a link leads, whether it has words of its own or not', () => {
    expect(stretches('here', [{ type: 'text_link', offset: 0, length: 4, url: 'https://example.com' }])[0]?.url).toBe(
      'https://example.com',
    );
    expect(stretches('https://a.b', [{ type: 'url', offset: 0, length: 11 }])[0]?.url).toBe('https://a.b');
  });

  it('stays whole without marks, and does not end early at a mark that is too long', () => {
    expect(stretches('plain', []).map(({ text }) => text)).toEqual(['plain']);
    expect(stretches('ab', [{ type: 'bold', offset: 1, length: 9 }]).map(({ text }) => text)).toEqual(['a', 'b']);
  });
});
