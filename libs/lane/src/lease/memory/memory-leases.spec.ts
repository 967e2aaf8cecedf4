import { systemClock } from '../../clock.js';
import { describeLease } from '../conformance/index.js';
import { MemoryLeases } from './index.js';

describeLease('in memory', async () => {
  const leases = new MemoryLeases(systemClock);
  return {
    open: (times) => leases.connect(systemClock, times),
    empty: async () => leases.empty(),
    hang: async () => void (leases.down = true),
    goOn: async () => void (leases.down = false),
  };
});
