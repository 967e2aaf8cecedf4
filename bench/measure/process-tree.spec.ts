import { expect, it } from '@jest/globals';
import { cpuOf, type Process } from './process-tree.js';

const process = (pid: number, parent: number, ownMs: number, endedMs = 0): Process => ({
  ...{ pid, parent, command: 'node' },
  ...{ ownMs, endedMs },
});

it('what a process used is told apart from what its children did, and from those that ended', () => {
  const processes = [process(1, 0, 10, 500), process(2, 1, 20), process(3, 2, 40), process(4, 0, 1_000)];
  expect(cpuOf(processes, 1)).toBe(570);
  expect(cpuOf(processes, 1, 'itself')).toBe(10);
  expect(cpuOf(processes, 1, 'ended')).toBe(500);
  expect(cpuOf(processes, 5)).toBe(0);
});

it('of processes that end meanwhile nothing is counted twice, and nothing is left out', () => {
  const before = [process(1, 0, 10), process(2, 1, 300)];
  const after = [process(1, 0, 10, 350)];
  const all = (processes: readonly Process[]) => cpuOf(processes, 1, 'ended') + cpuOf(processes, 2);
  expect(all(after) - all(before)).toBe(50);
});
