import { describeTracker } from '#ports/tracker-conformance';
import { memoryHarness } from './conformance/memory-harness.js';
import { memoryTracker, MemoryServer, createWire, type Time } from './index.js';

const time: Time = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};
const wire = createWire(time);
const server = new MemoryServer({
  time,
  people: [
    { id: '1', login: 'relaydesk', name: 'Relaydesk', role: 'service' },
    { id: '2', login: 'boris', name: 'Boris Petrov', role: 'engineer' },
    { id: '3', login: 'mark', name: 'Mark Volokhov', role: 'customer' },
  ],
  projects: [
    { id: '1', name: 'Web shop', members: ['boris', 'mark'] },
    { id: '2', name: 'Warehouse', members: ['boris'] },
  ],
});

describeTracker(memoryTracker(server, wire), memoryHarness(server, wire));
