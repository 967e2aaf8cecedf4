import { describe, expect, it } from '@jest/globals';
import { accountId, issueId } from '#contracts';
import type { RemoteItem } from '#ports/tracker';
import { keptComment, lostText, lostUploads } from './compare-kept.js';

const item = (journal: number, text: string, uploadIds: string[] = []): RemoteItem => ({
  key: `journal/${journal}`,
  author: accountId('5'),
  issue: { id: issueId('7'), label: '#7', title: 'The shop answers 502' },
  text,
  uploadIds,
});
const upload = (id: string) => ({ id, token: `${id}.abc`, name: `${id}.png` });

describe('what a tracker kept of a text', () => {
  it('is all of it, whatever became of line ends and blanks', () => {
    expect(lostText('One\n\ntwo ', 'One\r\n\r\n\r\ntwo')).toEqual([]);
  });

  it('lacks what stood behind the first emoji where the database cut it', () => {
    expect(lostText('It burns 🔥 since nine', 'It burns ')).toEqual([{ what: '🔥 since nine' }]);
  });

  it('lacks everything where nothing was kept, told by its beginning', () => {
    expect(lostText('x'.repeat(100), '')).toEqual([{ what: `${'x'.repeat(60)}…` }]);
  });

  it('is not called lost where it was rewritten', () => {
    expect(lostText('colour', 'color')).toEqual([]);
  });

  it('lacks the files that are not attached', () => {
    expect(lostUploads([upload('1'), upload('2')], ['2'])).toEqual([{ what: '1.png' }]);
  });
});

describe('the entry a comment has become', () => {
  it('is the newest with its text', () => {
    const items = [item(1, 'Any news?'), item(2, 'Any news?'), item(3, 'Other words')];
    expect(keptComment('Any news?', [], items)?.key).toBe('journal/2');
  });

  it('is one with the beginning of its text where it was cut', () => {
    expect(keptComment('Burns 🔥 again', [], [item(1, 'Burns '), item(2, 'Other words')])?.key).toBe('journal/1');
  });

  it('is the one with its files where it has no text', () => {
    expect(keptComment('', [upload('9')], [item(1, 'Words'), item(2, 'With it', ['9']), item(3, 'Words')])?.key).toBe(
      'journal/2',
    );
  });

  it('is the newest where a plugin rewrote it, and none where nothing was kept', () => {
    expect(keptComment('colour', [], [item(1, 'Words'), item(2, 'color')])?.key).toBe('journal/2');
    expect(keptComment('colour', [], [])).toBeUndefined();
  });
});
