import { describe, expect, it } from '@jest/globals';
import { type RecordBytes, toBytes, type TopicRecord } from '#contracts';
import type { LaneService } from '../service.js';
import { letterOfRecord } from './dead-letter.js';
import { createFold } from './fold.js';
import { chatOfPerson, collector, word } from './rehearsal/two-stages.js';

const own = { topic: 'session-events' as const, lane: 3, epoch: 1, nonce: 'n' };
const record = word('anna', 7, 1_000);
const at = (bytes: RecordBytes) => ({ ...bytes, offset: 12 });

describe('the letter of a record', () => {
  it('says whose it is, what it was and where it lies, and keeps its bytes', () => {
    const bytes = at({ ...toBytes(record), trace: '00-1-2-01' });
    expect(letterOfRecord(own, bytes, { cause: 'the core threw TypeError', at: 2_000, record })).toEqual({
      ...{ id: record.id, topic: 'session-events', lane: 3, offset: 12, key: record.key, kind: 'update.v1' },
      whose: { desk: 'acme', chat: chatOfPerson('anna'), person: chatOfPerson('anna') },
      ...{ cause: 'the core threw TypeError', value: bytes.value, trace: '00-1-2-01', bornAt: 1_000, at: 2_000 },
    });
  });

  it('says so much of itself as its bytes do, where they fit no schema', () => {
    const value = Buffer.from('{"kind":"update.v9","body":{"chat":"acme/bot/anna\\u0000"}}');
    const letter = letterOfRecord(own, at({ key: 'a NUL: \0', value }), { cause: 'unknown kind', at: 2_000 });
    expect(letter).toMatchObject({
      id: 'session-events/3/12',
      key: 'a NUL: \u{fffd}',
      kind: 'update.v9',
      bornAt: 2_000,
    });
    expect(letter.whose).toMatchObject({ desk: 'acme', chat: 'acme/bot/anna\u{fffd}' });
  });
});

it('the letter of a record with what no column takes is taken all the same', () => {
  const odd = { ...record, id: 'a NUL: \0', at: -1e300 };
  const letter = letterOfRecord(
    own,
    { ...at(toBytes(record)), trace: '00-\0' },
    { cause: 'odd', at: 2_000, record: odd },
  );
  expect(letter).toMatchObject({ id: 'a NUL: \u{fffd}', trace: '00-\u{fffd}', bornAt: 2_000 });
});

describe('what could not be taken in', () => {
  type Service = LaneService<'session-events', unknown, never, undefined>;
  const poison = word('poison anna', 1, 1_000);
  const fold = (givenUp: Service['givenUp']) => {
    const core = createFold({ ...collector<never>(), ...(givenUp && { givenUp }) }, new Map(), undefined, 0);
    core.take(poison);
    return core.result();
  };

  it('is told in the words of its service', () => {
    const told: TopicRecord[] = [];
    const { change } = fold((lost) => {
      if (lost.kind === 'record') told.push(lost.record);
      return { states: [{ key: 'told', state: 1 }] };
    });
    expect(told).toEqual([poison]);
    expect(change.states).toMatchObject([{ key: 'told' }]);
  });

  it('is kept without words where its service has none, or throws once more', () => {
    for (const givenUp of [undefined, () => JSON.parse('{')]) {
      const { poison: kept, change } = fold(givenUp);
      expect([kept.length, change.publish]).toEqual([1, []]);
    }
  });
});
