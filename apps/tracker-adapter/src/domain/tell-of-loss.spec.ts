import { describe, expect, it } from '@jest/globals';
import { issueId, makeRecord } from '#contracts';
import { commandOf, TRACKER, words } from '../rehearsal/facts.js';
import { ANNA, DESK } from '../rehearsal/people.js';
import { tellOfLoss } from './tell-of-loss.js';

const fields = { key: 'k', at: 1_000, causes: ['message 1'], ordinal: 0 };
const command = (action: Parameters<typeof commandOf>[0]) =>
  makeRecord('tracker-work', 'command.v1', { ...fields, body: commandOf(action, ANNA) });
const tell = (record: Parameters<typeof tellOfLoss>[0]) => tellOfLoss(record, 2_000, () => TRACKER);

describe('a command that could not be taken in', () => {
  it('is given up, and whoever waits for its issue learns that there is none', () => {
    const record = command({ kind: 'create', subject: 'The shop is slow', words: words('') });
    const { publish, side } = tell(record);
    const outcome = { kind: 'given-up', reason: { kind: 'failed' } };
    expect(publish).toMatchObject([{ topic: 'session-events', body: { command: record.id, outcome } }]);
    expect(side).toEqual([{ kind: 'created', tracker: TRACKER, command: record.id }]);
  });

  it('is told to nobody where nobody waits for it', () => {
    const body = { desk: DESK, issue: issueId('7'), why: 'poll' as const };
    expect(tell(makeRecord('tracker-work', 'hint.v1', { ...fields, body }))).toEqual({ publish: [], side: [] });
  });
});
