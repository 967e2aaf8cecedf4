import { describe, expect, it } from '@jest/globals';
import { messageWays } from './follow-messages.js';

const hop = (
  stage: 'gateway' | 'session-aggregator' | 'tracker-adapter' | 'notifier' | 'tracker',
  at: number,
  trace = 'a',
) => ({
  type: 'hop' as const,
  trace: `00-${trace}-${at}-01`,
  stage,
  at,
});

describe('the way of a message', () => {
  it('begins when the person wrote', () => {
    const ways = messageWays();
    ways.begin(1_000);
    expect(ways.follow(hop('gateway', 1_020))).toMatchObject({ from: 'chat', to: 'gateway', ms: 20 });
  });

  it('follows each branch from where it left', () => {
    const ways = messageWays();
    ways.follow(hop('session-aggregator', 100));
    ways.follow(hop('notifier', 120));
    expect(ways.follow(hop('tracker-adapter', 150))).toMatchObject({ from: 'session-aggregator', ms: 50 });
    expect(ways.follow(hop('notifier', 190))).toMatchObject({ from: 'tracker-adapter', ms: 40 });
  });

  it('keeps messages apart', () => {
    const ways = messageWays();
    ways.follow(hop('gateway', 100, 'a'));
    ways.follow(hop('gateway', 500, 'b'));
    expect(ways.follow(hop('session-aggregator', 510, 'b'))).toMatchObject({ ms: 10 });
  });

  it('gives no time where it does not know the beginning', () => {
    expect(messageWays().follow(hop('notifier', 100)).ms).toBeUndefined();
  });
});
