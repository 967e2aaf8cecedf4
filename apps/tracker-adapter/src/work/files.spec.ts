import { describe, expect, it } from '@jest/globals';
import { MessengerError } from '#ports/messenger';
import { ANNA, BORIS } from '../rehearsal/people.js';
import { begin } from '../rehearsal/rehearsal.js';

const MEGABYTE = 1_048_576;
const file = (name: string, size?: number) => ({ ref: name, name, ...(size === undefined ? {} : { size }) });

describe('files of a comment', () => {
  it('go along by stream, and those that cannot are named with the reason', async () => {
    const { rehearsal, issue, id } = await begin();
    rehearsal.lendFile('graph.png');
    rehearsal.lendFile('dump.exe');
    const files = [file('graph.png', 4), file('dump.exe', 4), file('gone.txt', 4), file('backup.tar', 48 * MEGABYTE)];
    const comment = await rehearsal.comment(ANNA, issue, 'See these.', files);
    await rehearsal.advance(5_000);
    expect(rehearsal.server.filesOf(id).map(({ name }) => name)).toEqual(['graph.png']);
    expect(rehearsal.outcomesOf(comment)).toMatchObject([
      {
        kind: 'confirmed',
        dropped: [
          { what: 'dump.exe', why: 'File extension .exe is not allowed.' },
          { what: 'gone.txt', trouble: { kind: 'not-handed-over' } },
          {
            what: 'backup.tar',
            trouble: { kind: 'too-big', size: 48 * MEGABYTE, limit: 20 * MEGABYTE, messenger: 'Telegram' },
          },
        ],
      },
    ]);
  });

  it('that were all there was, and cannot go along, are told as refused', async () => {
    const { rehearsal, issue, id } = await begin();
    const comment = await rehearsal.comment(ANNA, issue, '', [file('backup.tar', 48 * MEGABYTE)]);
    await rehearsal.advance(5_000);
    expect(rehearsal.outcomesOf(comment)).toMatchObject([
      { kind: 'rejected', reason: { kind: 'refused', dropped: [{ what: 'backup.tar' }] } },
    ]);
    expect(rehearsal.textsOf(id)).toEqual([]);
  });

  it('that their messenger breaks off in the middle take no tracker for down, and come once it gives them', async () => {
    const { rehearsal, issue, id } = await begin();
    const error = new MessengerError('unavailable', 'broken off');
    rehearsal.files.set('graph.png', { begin: Buffer.from('PN'), error });
    await rehearsal.comment(ANNA, issue, 'See this.', [file('graph.png')]);
    await rehearsal.advance(100);
    await rehearsal.comment(BORIS, issue, 'I wait.');
    await rehearsal.advance(300);
    expect(rehearsal.textsOf(id)).toEqual(['I wait.']);
    rehearsal.lendFile('graph.png');
    await rehearsal.advance(60_000);
    expect(rehearsal.textsOf(id)).toEqual(['I wait.', 'See this.']);
  });

  it('wait as long as the messenger says, and hold up nobody else’s writes', async () => {
    const { rehearsal, issue, id } = await begin();
    rehearsal.files.set('graph.png', new MessengerError('throttled', 'slow down', { retryAfterMs: 30_000 }));
    await rehearsal.comment(ANNA, issue, 'See this.', [file('graph.png')]);
    await rehearsal.comment(BORIS, issue, 'I wait.');
    await rehearsal.advance(1_000);
    expect(rehearsal.textsOf(id)).toEqual(['I wait.']);
    rehearsal.lendFile('graph.png');
    await rehearsal.advance(20_000);
    expect(rehearsal.textsOf(id)).toEqual(['I wait.']);
    await rehearsal.advance(15_000);
    expect(rehearsal.textsOf(id)).toEqual(['I wait.', 'See this.']);
  });
});
