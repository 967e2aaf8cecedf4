import { describe, expect, it } from '@jest/globals';
import { deskAt, FIRST } from '../people/desk.js';
import { busiest, undercutsIn } from './rates.js';

const send = (at: number, chat: number, kind: 'message' | 'edit' = 'message') => ({
  ...{ at, chat, kind },
  bot: 1,
  message: at,
});

describe('the rates of a run', () => {
  it('are the most in a chat, in a group and of the bot; edits count in groups, and for nothing else', () => {
    const sends = [
      send(0, 7),
      send(500, 7, 'edit'),
      send(500, 8),
      send(999, 7),
      send(999, -9, 'edit'),
      send(1_000, -9),
    ];
    expect(busiest(sends)).toEqual({ chat: 2, group: 2, bot: 3 });
    expect(busiest([send(0, 7), send(1_000, 7)])).toEqual({ chat: 1, group: 0, bot: 1 });
  });

  it('are those of each bot by itself', () => {
    const [one, other] = [send(0, 7), { ...send(500, 7), bot: 2 }];
    expect(busiest([one, other])).toEqual({ chat: 1, group: 0, bot: 1 });
  });

  it('are undercut by what comes before the messenger wanted more: in all chats of that bot, or in its group', () => {
    const asked = (at: number, chat: number, retry?: number, { token } = FIRST) => ({
      ...{
        method: 'POST',
        path: `/bot${token}/sendMessage`,
        from: '',
        headers: {},
        at,
        body: JSON.stringify({ chat_id: chat }),
      },
      answer: { at, status: retry ? 429 : 200, body: JSON.stringify({ parameters: { retry_after: retry } }) },
    });
    const fromPrivate = [
      asked(0, 7, 3),
      asked(100, 8),
      asked(2_000, 8),
      asked(2_500, 8, 0, deskAt(1)),
      asked(3_000, 7),
    ];
    expect(undercutsIn(fromPrivate)).toEqual({ holds: 1, undercuts: [2_000], onTheWay: 1 });
    const fromGroup = [asked(0, -7, 3), asked(2_000, 8), asked(2_500, -7)];
    expect(undercutsIn(fromGroup)).toEqual({ holds: 1, undercuts: [2_500], onTheWay: 0 });
  });
});
