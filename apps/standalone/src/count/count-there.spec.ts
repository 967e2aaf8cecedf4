import { describe, expect, it } from '@jest/globals';
import { countThere, type Put, type Standing, type Written } from './count-there.js';

const LONG_AFTER = 1_000_000;
const none = new Set<string>();
const quiet: Standing = { kept: none, dropped: none, answers: none, quiet: true };

const wrote = (key: string, text: string, more: Partial<Written> = {}): Written => ({
  ...{ key, login: 'anna', text, files: [], at: 0, edited: false },
  ...more,
});
const put = (text: string, more: Partial<Put> = {}): Put => ({ login: 'anna', text, files: [], ...more });

describe('counting what arrives in the tracker', () => {
  it('finds messages that went together in one description', () => {
    const counts = countThere(
      [wrote('1', 'It is slow'), wrote('2', 'since nine')],
      [put('It is slow\n\nsince nine')],
      quiet,
      LONG_AFTER,
    );
    expect(counts).toMatchObject({ sent: 2, arrived: 2, lost: 0, doubled: 0 });
  });

  it('counts a message that is nowhere as lost only when nothing is left to do', () => {
    const written = [wrote('1', 'gone')];
    expect(countThere(written, [], quiet, LONG_AFTER)).toMatchObject({ lost: 1 });
    expect(countThere(written, [], { ...quiet, quiet: false }, LONG_AFTER)).toMatchObject({ lost: 0, underway: 1 });
    expect(countThere(written, [], quiet, 1_000)).toMatchObject({ lost: 0, underway: 1 });
  });

  it('counts a message in an open question as on its way, however long it waits', () => {
    const counts = countThere([wrote('1', 'waits')], [], { ...quiet, kept: new Set(['1']) }, LONG_AFTER);
    expect(counts).toMatchObject({ sent: 1, underway: 1, lost: 0 });
  });

  it('counts what its writer dropped, and answers to the bot, as put away', () => {
    const standing = { ...quiet, dropped: new Set(['1']), answers: new Set(['2']) };
    const counts = countThere([wrote('1', 'never mind'), wrote('2', 'printer')], [], standing, LONG_AFTER);
    expect(counts).toMatchObject({ putAway: 2, lost: 0 });
  });

  it('sees a double', () => {
    const counts = countThere([wrote('1', 'once')], [put('once'), put('once')], quiet, LONG_AFTER);
    expect(counts).toMatchObject({ sent: 1, arrived: 1, doubled: 1 });
  });

  it('takes the same words written twice for two messages', () => {
    const written = [wrote('1', 'ok'), wrote('2', 'ok')];
    expect(countThere(written, [put('ok'), put('ok')], quiet, LONG_AFTER)).toMatchObject({ arrived: 2, doubled: 0 });
    expect(countThere(written, [put('ok')], quiet, LONG_AFTER)).toMatchObject({ arrived: 1, lost: 1 });
  });

  it('does not find words within other words, nor under another account', () => {
    const counts = countThere([wrote('1', 'ok')], [put('ok then'), put('ok', { login: 'vera' })], quiet, LONG_AFTER);
    expect(counts).toMatchObject({ arrived: 0, lost: 1, doubled: 0 });
  });

  it('does not count commands to the bot', () => {
    expect(countThere([wrote('1', '/start')], [], quiet, LONG_AFTER)).toMatchObject({ sent: 0, lost: 0 });
  });

  it('finds a file by its bytes, and misses it where only the words came', () => {
    const written = [wrote('1', 'see the log', { files: [120] })];
    expect(countThere(written, [put('see the log', { files: [120] })], quiet, LONG_AFTER)).toMatchObject({
      arrived: 1,
    });
    expect(countThere(written, [put('see the log')], quiet, LONG_AFTER)).toMatchObject({ arrived: 0, lost: 1 });
    expect(countThere(written, [put('see the log', { files: [120, 120] })], quiet, LONG_AFTER)).toMatchObject({
      doubled: 1,
    });
  });
});
