import { describe, expect, it } from '@jest/globals';
import { plainMarkup } from './plain-markup.js';

describe('text in the local tracker', () => {
  it('keeps the address of a link behind its words', () => {
    const text = 'See the log and the graph.';
    const marks = [
      { kind: 'link' as const, start: 4, end: 11, value: 'https://example.net/log' },
      { kind: 'bold' as const, start: 16, end: 25 },
      { kind: 'link' as const, start: 16, end: 25, value: 'https://example.net/graph' },
    ];
    const written = 'See the log (https://example.net/log) and the graph (https://example.net/graph).';
    expect(plainMarkup.to({ text, marks })).toBe(written);
  });

  it('says an address once that is its own words', () => {
    const text = 'https://example.net';
    expect(plainMarkup.to({ text, marks: [{ kind: 'link', start: 0, end: 19, value: text }] })).toBe(text);
  });

  it('comes back as it was written', () => {
    expect(plainMarkup.from('*not bold*')).toEqual({ text: '*not bold*', marks: [] });
  });
});
