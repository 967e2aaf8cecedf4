import { expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { fileOf } from '../../load/file-of.js';
import { filesMissing } from './files-missing.js';
import { bodyOf, fromLine, type Request, toLine } from './recorded.js';

it('gives back what was recorded, bytes and lists of them among it', () => {
  const values = [1, 'words', null, Buffer.from([0, 255]), [Buffer.from('a'), null], { a: 1 }];
  const what = { kind: 'sql' as const, at: 1, connection: 3, answered: true, text: 'SELECT', name: 'a', values };
  expect(fromLine(toLine(what))).toEqual(what);
  const bare = { ...what, connection: 1, text: 'BEGIN', name: undefined, values: [] };
  expect(fromLine(toLine(bare))).toEqual(bare);
});

it('keeps of a file that is streamed how long it is, and refuses one that does not say so', () => {
  expect(bodyOf(Readable.from(['octets']), { 'content-length': '40000' })).toEqual({ body: '', octets: 40_000 });
  expect(() => bodyOf(Readable.from(['octets']), {})).toThrow('how long');
  expect(bodyOf('{"issue":1}', { 'content-length': '11' })).toEqual({ body: '{"issue":1}' });
  expect(bodyOf(undefined, {})).toEqual({ body: '' });
});

it('notices files that were not fetched, or did not go up whole', () => {
  const laden = Array.from({ length: 30 }, (_, message) => message).filter((message) => fileOf(message));
  const download = (message: number): Request => ({
    ...{ kind: 'http', at: 1, method: 'GET', headers: {}, body: '' },
    url: `http://telegram/file/bot1:a/documents/file_${message}.png`,
  });
  const upload = (message: number, by = 0): Request => {
    const { name = '', size = 0 } = fileOf(message) ?? {};
    const url = `http://redmine/desk-1/uploads.json?${new URLSearchParams({ filename: name }).toString()}`;
    return { kind: 'http', at: 1, method: 'POST', headers: {}, body: '', url, octets: size + by };
  };
  const all = laden.flatMap((message) => [download(message), upload(message)]);
  expect(filesMissing(all, 0, 30)).toBe(0);
  expect(filesMissing(all.slice(1), 0, 30)).toBe(1);
  expect(filesMissing([...all.slice(0, -1), upload(laden.at(-1) ?? 0, -1)], 0, 30)).toBe(1);
  expect(filesMissing([], 0, 30)).toBe(3);
});
