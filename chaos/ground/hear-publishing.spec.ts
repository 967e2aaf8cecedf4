import { expect, it } from '@jest/globals';
import { hearPublishing, type Published } from './hear-publishing.js';

const request = (apiKey: number, words: string) => {
  const bytes = Buffer.alloc(6 + Buffer.byteLength(words));
  bytes.writeInt32BE(bytes.length - 4);
  bytes.writeInt16BE(apiKey, 4);
  bytes.write(words, 6);
  return bytes;
};
const record = (id: string) => JSON.stringify({ id, kind: 'outcome.v1', at: 7, body: { id: 'nobody’s', kind: 'x' } });

it.each([1, 3, 1_000])('hears what is published, %d bytes at a time', (size) => {
  const heard: Published[] = [];
  const hear = hearPublishing('127.0.1.1', (published) => heard.push(published));
  const said = Buffer.concat([
    request(3, record('a question')),
    request(0, `\0\x07${record('a')}\0${record('b')}`),
    request(0, ''),
    request(0, record('c')),
  ]);
  for (let at = 0; at < said.length; at += size) hear(said.subarray(at, at + size));
  expect(heard.map(({ ids }) => ids)).toEqual([['a', 'b'], [], ['c']]);
  expect(heard[0]?.from).toBe('127.0.1.1');
});
