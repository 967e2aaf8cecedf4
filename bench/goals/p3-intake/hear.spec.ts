import { describe, expect, it } from '@jest/globals';
import { toBytes } from '#contracts';
import { updateRecord } from '../../lanes/update-record.js';
import { hear } from './hear.js';

describe('what is decided about a record', () => {
  it('counts it in its chat', () => {
    const [first, second] = [updateRecord(1, 7, 0), updateRecord(2, 7, 0)];
    const { state } = hear(first, undefined);
    expect(state).toEqual({ messages: 1, last: first.id });
    expect(hear(second, state).state).toEqual({ messages: 2, last: second.id });
  });

  it('is the same whoever decides it, and is answered in its chat', () => {
    const { delivery } = hear(updateRecord(1, 7, 0), undefined);
    expect(toBytes(delivery)).toEqual(toBytes(hear(updateRecord(1, 7, 0), undefined).delivery));
    expect(delivery).toMatchObject({ topic: 'deliveries', key: updateRecord(2, 7, 0).key });
  });
});
