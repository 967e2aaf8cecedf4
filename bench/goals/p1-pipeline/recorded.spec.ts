import { expect, it } from '@jest/globals';
import { fromLine, toLine } from './recorded.js';

it('gives back what was recorded, bytes and lists of them among it', () => {
  const values = [1, 'words', null, Buffer.from([0, 255]), [Buffer.from('a'), null], { a: 1 }];
  const what = { kind: 'sql' as const, connection: 3, text: 'SELECT', name: 'a', values };
  expect(fromLine(toLine(what))).toEqual(what);
  const bare = { kind: 'sql' as const, connection: 1, text: 'BEGIN', name: undefined, values: [] };
  expect(fromLine(toLine(bare))).toEqual(bare);
});
