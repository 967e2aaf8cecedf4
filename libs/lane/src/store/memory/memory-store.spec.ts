import { describeLaneStore, type Note } from '../conformance/index.js';
import { TOPIC } from '../conformance/fixtures.js';
import { virtualClock } from '../../virtual-clock.js';
import { createMemoryStore, MemoryDatabase } from './index.js';

describeLaneStore('a lane store in memory', async () => {
  const clock = virtualClock();
  const notes = new Map<string, string>();
  const side = {
    reads: { note: async (key: string) => notes.get(key) },
    apply(rows: readonly Note[]) {
      if (rows.some((row) => row.text.startsWith('refuse'))) throw new Error('a refused note');
      for (const row of rows) notes.set(row.key, row.text);
    },
  };
  const database = new MemoryDatabase({ clock, side });
  return {
    open: () => createMemoryStore({ database }),
    pass: (ms) => clock.advance(ms),
    failOver: async () => database.replica()(),
    forgotten: async (lane) => database.lane(TOPIC, lane).forgot,
    close: async () => undefined,
  };
});
