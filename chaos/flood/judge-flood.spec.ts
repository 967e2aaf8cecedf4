import { expect, it } from '@jest/globals';
import { judgeFlood } from './judge-flood.js';

const inChat = (place: string) => (text: string) => ({ place, text, at: 0 });

it('finds what of a flood was lost, came again, and changed its order, in each chat', () => {
  const poured = [...['a', 'b', 'c', 'd'].map(inChat('one')), ...['e', 'f'].map(inChat('other'))];
  const arrived = [...['a', 'c', 'a', 'b'].map(inChat('one')), ...['f', 'e'].map(inChat('other'))];
  expect(judgeFlood(poured, arrived)).toEqual({ lost: [inChat('one')('d')], again: 1, inverted: 2 });
});
