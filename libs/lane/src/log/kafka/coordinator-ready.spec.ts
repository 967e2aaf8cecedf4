import { describe, expect, it } from '@jest/globals';
import kafkajs, { type Admin } from 'kafkajs';
import { virtualClock } from '../../virtual-clock.js';
import { coordinatorReady } from './coordinator-ready.js';

/** What Kafka answers while a new coordinator reads the history of its groups, and afterwards. */
const loading = () => refusal('The coordinator is loading', true);
const denied = () => refusal('Not authorized', false);
const refusal = (text: string, retriable: boolean) =>
  new kafkajs.KafkaJSProtocolError(Object.assign(new Error(text), { retriable }));

/** A Kafka that answers with these errors, then as it should. */
function asking(...answers: Error[]) {
  const clock = virtualClock();
  const asked: string[] = [];
  const admin: Pick<Admin, 'describeGroups'> = {
    async describeGroups([group = '']) {
      asked.push(group);
      const error = answers.shift();
      if (error) throw error;
      return { groups: [] };
    },
  };
  let end: unknown;
  void coordinatorReady(admin as Admin, 'readers', clock).then(
    () => (end = 'ready'),
    (error: unknown) => (end = error),
  );
  return { clock, asked, end: () => end };
}

describe('a coordinator', () => {
  it('is waited for while it loads, and no longer', async () => {
    const { clock, asked, end } = asking(loading(), loading());
    await clock.advance(300);
    expect([asked.length, end()]).toEqual([2, undefined]);
    await clock.advance(300);
    expect([asked, end()]).toEqual([['readers', 'readers', 'readers'], 'ready']);
  });

  it('is waited for also where kafkajs has asked a few times in vain', async () => {
    const retries = { retryCount: 3, retryTime: 700 };
    const inVain = new kafkajs.KafkaJSNumberOfRetriesExceeded(refusal('not this one', true), retries);
    const { clock, asked, end } = asking(inVain);
    await clock.advance(300);
    expect([asked.length, end()]).toEqual([2, 'ready']);
  });

  it('is not waited for where it says what waiting does not mend', async () => {
    const [error, bug] = [denied(), new TypeError('a bug')];
    const [refused, broken] = [asking(error), asking(bug)];
    await refused.clock.advance(1_000);
    await broken.clock.advance(1_000);
    expect([refused.end(), refused.asked.length]).toEqual([error, 1]);
    expect([broken.end(), broken.asked.length]).toEqual([bug, 1]);
  });

  it('is not waited for longer than a minute', async () => {
    const { clock, end } = asking(...Array.from({ length: 1_000 }, loading));
    await clock.advance(59_000);
    expect(end()).toBeUndefined();
    await clock.advance(2_000);
    expect(end()).toMatchObject({ retriable: true });
  });
});
