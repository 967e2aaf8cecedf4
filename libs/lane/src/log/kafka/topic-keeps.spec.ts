import { expect, it } from '@jest/globals';
import { goneBy, keepsOf } from './topic-keeps.js';

const DAY_MS = 24 * 3_600_000;
const AT = Date.UTC(2026, 10, 22, 10, 0);
const settings = (more: Record<string, string> = {}) =>
  new Map(
    Object.entries({
      'cleanup.policy': 'delete',
      'retention.ms': String(7 * DAY_MS),
      'segment.ms': String(DAY_MS),
      'file.delete.delay.ms': '60000',
      ...more,
    }),
  );

it('a record is gone once the youngest that may share its segment is past its retention, and a broker has looked', () => {
  expect(new Date(goneBy(AT, keepsOf(settings()))).toISOString()).toBe('2026-11-30T10:06:00.000Z');
});

it('a record of a topic that keeps its records without end, or that is only compacted, is never gone', () => {
  expect(goneBy(AT, keepsOf(settings({ 'retention.ms': '-1' })))).toBe(Infinity);
  expect(goneBy(AT, keepsOf(settings({ 'cleanup.policy': 'compact' })))).toBe(Infinity);
  expect(goneBy(AT, keepsOf(settings({ 'cleanup.policy': 'compact,delete' })))).toBeLessThan(Infinity);
});
