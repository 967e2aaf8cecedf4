import { expect, it } from '@jest/globals';
import { mappingsOf, togetherIn } from './resident.js';

const CODE = (kilobytes: number) => `5573a2497000-5573a249d000 r-xp 00002000 fe:00 247278     /usr/bin/node
Size:                100 kB
Rss:                  ${kilobytes} kB
Pss:                   1 kB
Anonymous:             0 kB
AnonHugePages:         0 kB
`;
const DATA = `5573a249d000-5573a249f000 rw-p 00008000 fe:00 247278     /usr/bin/node
Rss:                  12 kB
Anonymous:             8 kB
`;
const HEAP = `7f0000000000-7f0000100000 rw-p 00000000 00:00 0
Rss:                1000 kB
Anonymous:          1000 kB
`;
const kilobytes = (...processes: string[]) => togetherIn(processes.map(mappingsOf)) / 1_024;

it('what a process has of no file is its own', () => {
  expect(kilobytes(HEAP, HEAP)).toBe(2_000);
});

it('what of a file two processes have is there once, as much as whoever has more of it', () => {
  expect(kilobytes(CODE(40), CODE(60))).toBe(60);
});

it('what a process has changed of a file is its own', () => {
  expect(kilobytes(DATA, DATA)).toBe(8 + 8 + 4);
});

it('all of it adds up', () => {
  expect(kilobytes(CODE(40) + DATA + HEAP, CODE(40) + DATA + HEAP)).toBe(40 + 20 + 2_000);
});
