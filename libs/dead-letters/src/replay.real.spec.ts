import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TopicRecord } from '#contracts';
import { postgres } from '#testkit/parts';
import { LANES, letter, openStage, type Stage } from './rehearsal/stage.js';

const server = await postgres();
let stage: Stage;

beforeEach(async () => {
  stage = await openStage(server.url);
});
afterEach(() => stage.close());

const receivedAt = ({ body }: TopicRecord<'session-events'>) => 'receivedAt' in body && body.receivedAt;

describe('a replay', () => {
  it('puts records into the lane’s topic in the order in which they began, however they died', async () => {
    await stage.die(letter(2), letter(3), letter(1));
    expect(await stage.open().replay({ filter: { desk: 'acme' } }, 'anna')).toEqual({
      kind: 'done',
      replayed: 3,
      left: [],
    });
    expect((await stage.published()).map(receivedAt)).toEqual([1, 2, 3]);
    expect(await stage.numbers()).toEqual([]);
    const [first] = (await stage.list({ standing: ['replayed'] })).letters;
    expect(first?.history).toMatchObject([{ what: 'given-up' }, { what: 'replayed', by: 'anna' }]);
  });

  it('of many large letters reads few of them at once, and keeps their order', async () => {
    const padding = Buffer.alloc(3 * 1024 * 1024, ' ');
    const large = Array.from({ length: 7 }, (_, n) => letter(n + 1));
    for (const one of large) await stage.die({ ...one, value: Buffer.concat([one.value, padding]) });
    const read: number[] = [];
    const watched = {
      connect: stage.pool.connect.bind(stage.pool),
      async query(...asked: [string]) {
        const answer = await stage.pool.query<{ value?: Buffer }>(...asked);
        read.push(answer.rows.reduce((sum, { value }) => sum + (value?.length ?? 0), 0));
        return answer;
      },
    };
    await stage.open(undefined, watched as never).replay({ all: true }, 'anna');
    expect((await stage.published()).map(receivedAt)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(Math.max(...read)).toBeLessThanOrEqual(8 * 1024 * 1024);
  });

  it('is of what was there when it began, and not of what dies again meanwhile, for ever', async () => {
    await stage.die(letter(1));
    let again = 1;
    const deadly = {
      lanes: LANES,
      async publish(records: readonly { id: string }[]) {
        if (again < 5) await stage.die(letter((again += 1)));
        return { acknowledged: new Set(records.map(({ id }) => id)) };
      },
    };
    expect(await stage.open(deadly).replay({ all: true }, 'anna')).toMatchObject({ replayed: 1 });
    expect(await stage.numbers()).toHaveLength(1);
  });

  it('by two at once, or twice, is one', async () => {
    await stage.die(...Array.from({ length: 20 }, (_, n) => letter(n + 1)));
    await Promise.all(['anna', 'boris'].map((by) => stage.open().replay({ all: true }, by)));
    await stage.open().replay({ all: true }, 'anna');
    const records = await stage.published();
    const taken = [...new Map(records.map((record) => [record.id, receivedAt(record)])).values()];
    expect(taken).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    const { letters } = await stage.list({ standing: ['replayed'] });
    for (const { history } of letters) expect(history.map(({ what }) => what)).toEqual(['given-up', 'replayed']);
  });

  it('goes on with the same records where the log did not answer', async () => {
    await stage.die(letter(1), letter(2));
    const deaf = { lanes: LANES, publish: async () => ({ acknowledged: new Set<string>() }) };
    expect(await stage.open(deaf).replay({ all: true }, 'anna')).toMatchObject({
      kind: 'not-acknowledged',
      replayed: 0,
    });
    expect((await stage.list()).letters.map(({ standing }) => standing)).toEqual(['replaying', 'replaying']);
    const claimed = (await stage.list()).letters.map(({ history }) => history.at(-1));
    await stage.open().replay({ all: true }, 'boris');
    expect((await stage.published()).map(({ id }) => id)).toEqual(
      claimed.map((event) => event?.what === 'replayed' && event.as),
    );
  });

  it('leaves a record that was taken in, and died as work, a letter of that work', async () => {
    const record = letter(1);
    const { id } = record;
    await stage.die(record);
    await stage.open().replay({ all: true }, 'anna');
    const value = Buffer.from(JSON.stringify([{ id, kind: 'write', body: {}, effect: true, attempt: 2, tries: 7 }]));
    await stage.die({ ...record, offset: undefined, key: 'of work', kind: 'write', value });
    const [number = 0] = await stage.numbers();
    const again = await stage.open().show(number, { body: false });
    expect(again).toMatchObject({ standing: 'open', id, kind: 'write', key: 'of work' });
    expect(again?.offset).toBeUndefined();
    expect(again?.work).toEqual([{ id, kind: 'write', attempts: 2, tries: 7 }]);
  });

  it('may be made again where what it replayed died again, as another record', async () => {
    await stage.die(letter(1));
    await stage.open().replay({ all: true }, 'anna');
    await stage.die(letter(1, { cause: 'the core threw RangeError' }));
    expect((await stage.list()).letters).toMatchObject([{ cause: 'the core threw RangeError', standing: 'open' }]);
    await stage.open().replay({ all: true }, 'anna');
    expect(new Set((await stage.published()).map(({ id }) => id)).size).toBe(2);
  });

  it('says which of the numbers it was given are those of no open letter, and replays the rest', async () => {
    await stage.die(letter(1));
    const [number = 0] = await stage.numbers();
    const left = [{ kind: 'not-open', why: 'there is no such letter that is open', numbers: [4_711] }];
    expect(await stage.open().replay({ numbers: [4_711, number] }, 'anna')).toEqual({
      kind: 'done',
      replayed: 1,
      left,
    });
  });

  it('leaves a poison record that still does not parse a letter, and says why', async () => {
    await stage.die(letter(1), letter(2, { value: Buffer.from('{') }));
    const [, poison] = await stage.numbers();
    const left = [{ kind: 'stays', why: 'it still does not parse: not JSON', numbers: [poison] }];
    expect(await stage.open().replay({ all: true }, 'anna')).toEqual({ kind: 'done', replayed: 1, left });
    expect(await stage.numbers()).toEqual([poison]);
  });
});
