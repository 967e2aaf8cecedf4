import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Mark } from '#contracts';
import { toEntities } from '../outgoing/to-entities.js';
import { fromEntities } from './from-entities.js';

describe('entities', () => {
  it('count UTF-16 units, as marks do', () => {
    const rich = fromEntities('😀 bold', [{ type: 'bold', offset: 3, length: 4 }]);
    expect(rich.marks.map(({ start, end }) => rich.text.slice(start, end))).toEqual(['bold']);
  });

  it('that only name what the text shows make no mark', () => {
    expect(fromEntities('@anna https://a.example', [{ type: 'mention', offset: 0, length: 5 }]).marks).toEqual([]);
    expect(fromEntities('toString', [{ type: 'toString', offset: 0, length: 3 }]).marks).toEqual([]);
  });

  it('beyond the end are cut, and those that cross are left out', () => {
    const entities = [
      { type: 'bold', offset: 0, length: 4 },
      { type: 'italic', offset: 2, length: 4 },
      { type: 'underline', offset: 6, length: 90 },
      { type: 'code', offset: 70, length: 2 },
    ];
    expect(fromEntities('abcdefgh', entities).marks).toEqual([
      { kind: 'bold', start: 0, end: 4 },
      { kind: 'underline', start: 6, end: 8 },
    ]);
  });

  it('of every kind come back as they went', () => {
    const text = 'The shop answers 502 since this morning';
    const mark = fc
      .record({
        kind: fc.constantFrom(...Mark.shape.kind.options),
        start: fc.nat(20),
        length: fc.integer({ min: 1, max: 15 }),
      })
      .map(({ kind, start, length }): Mark => {
        const value = kind === 'link' ? { value: 'https://a.example/' } : kind === 'pre' ? { value: 'js' } : {};
        return { kind, start, end: start + length, ...value };
      });
    fc.assert(
      fc.property(mark, (one) => {
        expect(fromEntities(text, toEntities({ text, marks: [one] }))).toEqual({ text, marks: [one] });
      }),
    );
  });

  it('within code are left to the code, since Telegram has none there', () => {
    const marks: Mark[] = [
      { kind: 'code', start: 0, end: 8 },
      { kind: 'bold', start: 2, end: 4 },
    ];
    expect(toEntities({ text: 'let a=1;', marks })).toEqual([{ type: 'code', offset: 0, length: 8 }]);
  });
});
