import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { holdUpdates } from './held-updates.js';

const update = (id: number) => ({ id, json: `{"update_id":${id}}` });
const idsOf = (updates: string) => (JSON.parse(updates) as { update_id: number }[]).map(({ update_id: id }) => id);

function bot() {
  const updates = holdUpdates();
  const answers: number[][] = [];
  return {
    hold: (id: number) => updates.hold('bot', update(id)),
    poll: (asked: object) => updates.poll('bot', JSON.stringify(asked), (json) => answers.push(idsOf(json))),
    answers,
  };
}

describe('updates of a bot', () => {
  it('come again until an offset confirms them, at most as many as are asked for', () => {
    const { hold, poll, answers } = bot();
    [1, 2, 3].forEach(hold);
    poll({ limit: 2, timeout: 25 });
    poll({ limit: 2, timeout: 25 });
    poll({ offset: 3, limit: 2, timeout: 25 });
    expect(answers).toEqual([[1, 2], [1, 2], [3]]);
  });

  it('are waited for, and what comes at once comes together', async () => {
    const { hold, poll, answers } = bot();
    poll({ timeout: 25 });
    expect(answers).toEqual([]);
    [1, 2].forEach(hold);
    await turn();
    await turn();
    expect(answers).toEqual([[1, 2]]);
  });

  it('are not waited for where no time is given, nor given to who has gone', async () => {
    const { hold, poll, answers } = bot();
    poll({});
    poll({ timeout: 25 })();
    hold(1);
    await turn();
    await turn();
    expect(answers).toEqual([[]]);
  });
});
