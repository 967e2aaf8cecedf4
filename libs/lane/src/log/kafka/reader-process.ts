/** A reader in a process of its own, for tests that stop it. Prints its lanes and the age of its last heartbeat. */
import { systemClock } from '../../clock.js';
import { Reader } from '../conformance/reader.js';
import { KafkaLog } from './kafka-log.js';

const [brokers = '', prefix = ''] = process.argv.slice(2);
const logger = { warn() {}, error() {} };
const options = { brokers: brokers.split(','), lanes: 4, clock: systemClock, logger, clientId: 'stopped', prefix };
const reader = await new Reader().join(new KafkaLog(options));

setInterval(() => {
  const age = systemClock.monotonic() - reader.subscription.lastHeartbeat();
  process.stdout.write(`${JSON.stringify({ lanes: reader.lanes, age })}\n`);
}, 50);
