import { systemClock } from '../../clock.js';
import { describeLog } from '../conformance/index.js';
import { MemoryBroker } from './index.js';

describeLog('in memory', async () => {
  const broker = new MemoryBroker({ clock: systemClock, lanes: 4, maxWaitMs: 20, heartbeatMs: 20 });
  return { open: async () => broker.connect(), dispose: async () => {} };
});
