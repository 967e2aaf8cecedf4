import { describeMessenger } from '#ports/messenger-conformance';
import { CREDENTIAL, MemoryPerson, MemoryWorld, memoryMessenger } from './index.js';

const world = new MemoryWorld();

describeMessenger(memoryMessenger(world), {
  parts: [],
  start: async () => ({
    config: { credential: CREDENTIAL },
    wrongCredential: { credential: 'wrong' },
    secret: CREDENTIAL,
    strangeUpdate: { id: 7, happened: 'tomorrow' },
    unknownChat: '999',
    newPerson: (name) => new MemoryPerson(world, name),
    faults: { next: (fault) => world.faults.push(fault) },
    stop: async () => undefined,
  }),
});
