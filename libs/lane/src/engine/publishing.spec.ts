import { describe, expect, it } from '@jest/globals';
import { silent } from '#telemetry';
import type { Log, Publishable } from '../log/log.js';
import { LogError } from '../log/log-error.js';
import { virtualClock } from '../virtual-clock.js';
import { createPublisher } from './publisher.js';

const row = (id: string) => ({ id, topic: 'deliveries' as const, key: id, value: Buffer.from(id) });

/** A log that acknowledges what the test lets it. */
function setUp(answers: ((ids: string[]) => string[] | Error)[] = []) {
  const clock = virtualClock();
  const sent: { ids: string[]; sendBy: { wall: number; monotonic: number }; at: number }[] = [];
  const deleted: string[] = [];
  const givenUp: string[] = [];
  /** Once one is given up: how many wait without it. */
  const stillWaiting: number[] = [];
  let underWay = 0;
  let most = 0;
  let proven = 0;
  const log: Pick<Log, 'lanes' | 'publish'> = {
    lanes: 4,
    async publish(records: readonly Publishable[], sendBy) {
      underWay += 1;
      most = Math.max(most, underWay);
      const ids = records.map(({ id }) => id);
      sent.push({ ids, sendBy, at: clock.monotonic() });
      await new Promise<void>((resolve) => clock.after(10, resolve));
      underWay -= 1;
      const answer = (answers.shift() ?? ((all) => all))(ids);
      if (answer instanceof LogError) return { acknowledged: new Set<string>(), error: answer };
      if (answer instanceof Error) throw answer;
      return { acknowledged: new Set(answer) };
    },
  };
  const publisher = createPublisher({
    log: log as Log,
    clock,
    logger: silent,
    /** As old a proof as is asked for. */
    async owned(withinMs) {
      proven += 1;
      return { wall: clock.now() - withinMs, monotonic: clock.monotonic() - withinMs };
    },
    acknowledged: (ids) => void deleted.push(...ids),
    async tooLarge({ id }) {
      await new Promise<void>((resolve) => clock.after(10, resolve));
      givenUp.push(id);
      stillWaiting.push(publisher.waiting().rows);
    },
    failed: (error) => {
      throw error;
    },
  });
  return { clock, publisher, sent, deleted, givenUp, stillWaiting, most: () => most, proven: () => proven };
}

describe('the publisher of a lane', () => {
  it('knows for how long the log has taken nothing', async () => {
    const deaf = () => new LogError('unanswered', 'nothing came');
    const { clock, publisher } = setUp([deaf, deaf, deaf, ([first = '']) => [first], deaf]);
    publisher.push([row('a'), row('b')]);
    expect(publisher.deafMs()).toBe(0);
    await clock.advance(500);
    expect(publisher.deafMs()).toBe(500);
    await clock.advance(600);
    expect(publisher.deafMs()).toBe(0);
    await clock.run();
    expect(publisher.deafMs()).toBe(0);
  });

  it('sends oldest first, one request at a time', async () => {
    const { clock, publisher, sent, most } = setUp();
    for (const id of ['a', 'b', 'c']) publisher.push([row(id)]);
    await clock.run();
    expect(sent.flatMap(({ ids }) => ids)).toEqual(['a', 'b', 'c']);
    expect(most()).toBe(1);
  });

  it('deletes exactly what was acknowledged, and sends the rest again in its place', async () => {
    const { clock, publisher, sent, deleted } = setUp([(ids) => ids.filter((id) => id !== 'b')]);
    publisher.push(['a', 'b', 'c'].map(row));
    await clock.advance(5);
    publisher.push([row('d')]);
    await clock.run();
    expect(sent.map(({ ids }) => ids.join(''))).toEqual(['abc', 'bd']);
    expect(deleted).toEqual(['a', 'c', 'b', 'd']);
    expect(publisher.waiting()).toEqual({ rows: 0, bytes: 0 });
  });

  it('goes on after a log that throws', async () => {
    const { clock, publisher, deleted } = setUp([() => new Error('no broker')]);
    publisher.push([row('a')]);
    await clock.run();
    expect(deleted).toEqual(['a']);
  });

  it('finds the one that is too large by sending each by itself, gives it up, and goes on in order, at once', async () => {
    const unlessSmall = (ids: string[]) => (ids.includes('b') ? new LogError('too-large', 'too large') : ids);
    const { clock, publisher, sent, deleted, givenUp, stillWaiting } = setUp(
      Array.from({ length: 9 }, () => unlessSmall),
    );
    publisher.push(['a', 'b', 'c'].map(row));
    await clock.advance(15);
    publisher.push(['d', 'e'].map(row));
    await clock.run();
    expect(sent.map(({ ids }) => ids.join(''))).toEqual(['abc', 'a', 'b', 'c', 'de']);
    expect([deleted.join(''), givenUp.join(''), stillWaiting]).toEqual(['acde', 'b', [3]]);
    expect(publisher.waiting()).toEqual({ rows: 0, bytes: 0 });
    // Nobody was waited for: five answers, and what giving up takes.
    expect(sent.at(-1)?.at).toBe((sent[0]?.at ?? 0) + 50);
  });

  it('gives nothing up that is too large only with others', async () => {
    const tooLarge = () => new LogError('too-large', 'too large');
    const { clock, publisher, deleted, givenUp } = setUp([tooLarge]);
    publisher.push(['a', 'b'].map(row));
    await clock.run();
    expect([deleted, givenUp]).toEqual([['a', 'b'], []]);
  });

  it('proves before every request, by a second at most, that the lane is ours, and sends nothing two seconds after that', async () => {
    const { clock, publisher, sent, proven } = setUp([() => []]);
    publisher.push([row('a')]);
    await clock.run();
    expect(proven()).toBe(2);
    for (const { sendBy, at } of sent) {
      expect(sendBy.monotonic - at).toBe(1_000);
      expect(sendBy.wall - sendBy.monotonic).toBe(clock.now() - clock.monotonic());
    }
  });
});
