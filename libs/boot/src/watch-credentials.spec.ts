import { describe, expect, it } from '@jest/globals';
import { deskId } from '#contracts';
import { virtualClock } from '#lane/rehearsal';
import type { Credential } from '#plugins';
import { silent } from '#telemetry';
import { watchCredentials } from './watch-credentials.js';

type Answer = 'accepted' | 'refused' | 'away';

/** Desks whose credentials are answered as `answers` says, by `desk/name`. */
function stage(answers: Record<string, Answer>) {
  const clock = virtualClock();
  const credentials = Object.keys(answers).map((key): Credential => {
    const [desk = '', name = ''] = key.split('/');
    const isAccepted = async () => {
      if (answers[key] === 'away') throw new Error('it does not answer');
      return answers[key] === 'accepted';
    };
    return { desk: deskId(desk), of: name === 'tracker' ? 'tracker' : 'channel', name, isAccepted };
  });
  return { answers, clock, watched: watchCredentials(credentials, { logger: silent, clock }) };
}

const MINUTE = 60_000;

describe('the credentials of a process', () => {
  it('that are refused are named by desk, and keep no other desk from being served', async () => {
    const { clock, watched } = stage({ 'acme/tracker': 'refused', 'globex/tracker': 'accepted' });
    await clock.advance(1);
    expect(watched.refused()).toEqual(['acme: the credential of its tracker is refused']);
    expect(watched.notReady()).toBeUndefined();
  });

  it('make it not ready once no desk can work', async () => {
    const { clock, watched } = stage({ 'acme/channel bot': 'refused', 'globex/channel bot': 'refused' });
    await clock.advance(1);
    expect(watched.notReady()).toBe('no desk has a credential that is accepted');
  });

  it('of one channel do not keep a desk from its other one, and that of its tracker does', async () => {
    const { answers, clock, watched } = stage({
      'acme/channel one': 'refused',
      'acme/channel two': 'accepted',
      'acme/tracker': 'accepted',
    });
    await clock.advance(1);
    expect(watched.notReady()).toBeUndefined();
    answers['acme/tracker'] = 'refused';
    await clock.advance(11 * MINUTE);
    expect(watched.notReady()).toBeDefined();
  });

  it('are asked for fifty at a time, so that a host of desks is no storm', async () => {
    const clock = virtualClock();
    const open: (() => void)[] = [];
    let asked = 0;
    const credentials = Array.from({ length: 120 }, (_, i): Credential => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const isAccepted = async () => {
        asked += 1;
        open.push(resolve);
        await promise;
        return true;
      };
      return { desk: deskId(`desk-${i}`), of: 'tracker', name: 'tracker', isAccepted };
    });
    watchCredentials(credentials, { logger: silent, clock });
    const seen = [];
    while (asked < credentials.length || open.length > 0) {
      await clock.advance(1);
      seen.push(asked);
      for (const answer of open.splice(0)) answer();
    }
    expect(seen).toEqual([50, 100, 120]);
  });

  it('are good again within a minute of being put right', async () => {
    const { answers, clock, watched } = stage({ 'acme/tracker': 'refused' });
    await clock.advance(1);
    answers['acme/tracker'] = 'accepted';
    await clock.advance(MINUTE);
    expect([watched.refused(), watched.notReady()]).toEqual([[], undefined]);
  });

  it('are what they were while nobody answers', async () => {
    const { answers, clock, watched } = stage({ 'acme/tracker': 'refused', 'globex/tracker': 'away' });
    await clock.advance(1);
    answers['acme/tracker'] = 'away';
    await clock.advance(60 * MINUTE);
    expect(watched.refused()).toEqual(['acme: the credential of its tracker is refused']);
    expect(watched.notReady()).toBeUndefined();
  });

  it('are not asked for any more once it ends', async () => {
    const { answers, clock, watched } = stage({ 'acme/tracker': 'accepted' });
    await clock.advance(1);
    watched.close();
    answers['acme/tracker'] = 'refused';
    await clock.advance(60 * MINUTE);
    expect(watched.refused()).toEqual([]);
  });
});
