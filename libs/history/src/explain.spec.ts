import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { explain } from './explain.js';

const sight = (lines: string[]) => ({ lines, what: 'there' });
const voice = (texts: readonly string[], name: number) =>
  texts.map((text, i) => ({ lines: text.split('\n'), what: `${name}.${i}` }));

/** Few words, so that voices say the same ones all the time. */
const words = fc.array(fc.constantFrom('ok', 'yes', 'yes\nit works', 'thanks'), { maxLength: 6 });
const crowd = fc.array(words, { minLength: 1, maxLength: 3 });

/** Which voice comes next, drawn until all have said everything. */
function mixed(voices: readonly (readonly string[])[], draws: readonly number[]): string[] {
  const left = voices.map((texts) => [...texts]);
  const all: string[] = [];
  for (let i = 0; left.some((texts) => texts.length > 0); i++) {
    const speaking = left.filter((texts) => texts.length > 0);
    all.push(...(speaking[(draws[i % draws.length] ?? 0) % speaking.length]?.splice(0, 1) ?? []));
  }
  return all;
}

const draws = fc.array(fc.nat(2), { minLength: 1, maxLength: 20 });

describe('an explanation', () => {
  it('finds nothing wrong in any mixture of voices, each in its own order', () => {
    fc.assert(
      fc.property(crowd, draws, (voices, drawn) => {
        const sights = mixed(voices, drawn).map((text) => sight(text.split('\n')));
        expect(explain(voices.map(voice), sights)).toEqual({ lost: [], late: [], extra: [] });
      }),
      { numRuns: 200 },
    );
  });

  it('finds one thing wrong where one thing was left out', () => {
    fc.assert(
      fc.property(crowd, draws, fc.nat(), (voices, drawn, nth) => {
        const said = mixed(voices, drawn).filter((text) => text !== 'yes\nit works');
        fc.pre(said.length > 0);
        said.splice(nth % said.length, 1);
        const heard = voices.map((texts) => texts.filter((text) => text !== 'yes\nit works'));
        const { lost, extra } = explain(
          heard.map(voice),
          said.map((text) => sight([text])),
        );
        expect([lost.length, extra.length]).toEqual([1, 0]);
      }),
      { numRuns: 200 },
    );
  });

  it('finds one line more than was said', () => {
    fc.assert(
      fc.property(crowd, draws, fc.nat(), (voices, drawn, nth) => {
        const said = mixed(voices, drawn);
        said.splice(nth % (said.length + 1), 0, 'ok');
        const { lost, late, extra } = explain(
          voices.map(voice),
          said.map((text) => sight(text.split('\n'))),
        );
        expect([lost.length, late.length, extra.length]).toEqual([0, 0, 1]);
      }),
      { numRuns: 200 },
    );
  });

  it('takes a long gap for loss, and goes on behind it', () => {
    const texts = Array.from({ length: 2_000 }, (_, i) => `word ${i}`);
    const arrived = texts.filter((_, i) => i < 10 || i >= 1_500).map((text) => sight([text]));
    const { lost, late, extra } = explain([voice(texts, 0)], arrived);
    expect([lost.length, late.length, extra.length]).toEqual([1_490, 0, 0]);
  });

  it('is at ease with the same word in a thousand chats', () => {
    const voices = Array.from({ length: 1_000 }, (_, i) => voice(['ok'], i));
    const sights = Array.from({ length: 1_000 }, () => sight(['ok']));
    expect(explain(voices, sights)).toEqual({ lost: [], late: [], extra: [] });
  });
});
