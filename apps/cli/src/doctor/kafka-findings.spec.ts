import { expect, it } from '@jest/globals';
import { smallFindings } from './kafka-findings.js';

it('says of a topic that takes too small records what to do about it', () => {
  expect(smallFindings([{ topic: 'relaydesk.deliveries', most: 1_048_588 }])).toEqual([
    {
      about: 'relaydesk.deliveries',
      state: 'notice',
      says: 'takes records of up to 1048588 bytes; a larger one becomes a dead letter',
      todo: 'kafka-configs --alter --entity-type topics --entity-name relaydesk.deliveries --add-config max.message.bytes=8388608',
    },
  ]);
});
