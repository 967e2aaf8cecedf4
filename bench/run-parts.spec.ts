import { describe, expect, it } from '@jest/globals';
import { runParts } from './run-parts.js';

const never = new Promise<never>(() => undefined);
const found = () => ({ brokeOff: [] as { id: string; why: string }[], minutes: {} as Record<string, number> });
const quiet = () => undefined;

describe('what a run measures', () => {
  it('goes on after what breaks off, and is kept after each', async () => {
    const result = found();
    const done: string[] = [];
    const kept: string[][] = [];
    const parts = [
      { id: 'P1', measure: async () => void done.push('P1') },
      { id: 'P2', measure: () => Promise.reject(new Error('Kafka did not start.')) },
      { id: 'P3', measure: async () => void done.push('P3') },
    ];
    await runParts(parts, result, { interrupted: never, keep: async () => void kept.push([...done]), say: quiet });
    expect(result.brokeOff).toEqual([{ id: 'P2', why: 'Kafka did not start.' }]);
    expect(Object.keys(result.minutes)).toEqual(['P1', 'P2', 'P3']);
    expect(kept).toEqual([['P1'], ['P1'], ['P1', 'P3']]);
  });

  it('ends at once where it is interrupted, and names nothing as broken off', async () => {
    const result = found();
    const parts = ['P1', 'P2'].map((id) => ({ id, measure: () => never }));
    const interrupted = Promise.reject(new Error('interrupted'));
    await expect(runParts(parts, result, { interrupted, keep: async () => undefined, say: quiet })).rejects.toThrow(
      'interrupted',
    );
    expect(result).toEqual({ brokeOff: [], minutes: {} });
  });
});
