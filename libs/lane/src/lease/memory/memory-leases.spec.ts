import { systemClock } from '../../clock.js';
import { describeLease } from '../conformance/index.js';
import { MemoryLeases } from './index.js';

describeLease('in memory', async () => {
  const leases = new MemoryLeases(systemClock, { ttlMs: 300 });
  return {
    open: () => leases.connect(),
    empty: async () => leases.empty(),
    hang: async () => void (leases.down = true),
    goOn: async () => void (leases.down = false),
  };
});
