import { describeChannelOwnership } from '../conformance/channel-ownership.js';
import { memoryChannelOwnership } from './index.js';

describeChannelOwnership('channels in memory', async () => {
  let now = 0;
  return {
    as: memoryChannelOwnership(() => now),
    pass: async (ms) => void (now += ms),
  };
});
