import { describe, expect, it } from '@jest/globals';
import { accountId } from '#contracts';
import { baselineOf, itemOfAnna } from '../rehearsal/facts.js';
import { matchAgain, matchItem } from './match-item.js';

const own = (text: string) => ({ text, shared: false, private: false });

describe('what stands above a baseline', () => {
  it('is ours where the words are the same but for line ends, spaces and Unicode form', () => {
    const item = itemOfAnna(2, 'caf\u00e9 is  closed \r\n\r\n\r\ntoday');
    expect(matchItem(own('cafe\u0301 is closed\n\ntoday'), baselineOf(), [item])).toEqual({ kind: 'found', item });
  });

  it('is, of two with the same words, the older', () => {
    const items = [itemOfAnna(2, 'Any news?'), itemOfAnna(3, 'Any news?')];
    expect(matchItem(own('Any news?'), baselineOf(), items)).toEqual({ kind: 'found', item: items[0] });
  });

  it('says that nothing arrived where there is nothing of the account', () => {
    const others = itemOfAnna(2, 'Any news?', { author: accountId('2') });
    expect(matchItem(own('Any news?'), baselineOf(), [others])).toEqual({ kind: 'absent' });
    expect(matchItem(own('Any news?'), baselineOf(), [])).toEqual({ kind: 'absent' });
  });

  it('is a doubt where the words are others, and the likest is what they may have become', () => {
    const items = [itemOfAnna(2, 'The upstream is full'), itemOfAnna(3, 'Something else')];
    expect(matchItem(own('The upstream is full 🔥'), baselineOf(), items)).toEqual({ kind: 'doubt', likest: items[0] });
    expect(matchItem(own('Quite different'), baselineOf(), items)).toEqual({ kind: 'doubt', likest: items[1] });
  });

  it('is no doubt where it is private and the words were for everyone', () => {
    const items = [itemOfAnna(2, 'Among ourselves: he is late again', { private: true })];
    expect(matchItem(own('Quite different'), baselineOf(), items)).toEqual({ kind: 'absent' });
    expect(matchItem({ ...own('Quite different'), private: true }, baselineOf(), items).kind).toBe('doubt');
    expect(matchItem(own('Among ourselves: he is late again'), baselineOf(), items).kind).toBe('found');
  });

  it('is ours, whatever its words, once the person has said so', () => {
    const item = itemOfAnna(2, 'The upstream is full');
    const accepted = baselineOf({ accepted: true });
    expect(matchItem(own('The upstream is full 🔥'), accepted, [item])).toEqual({ kind: 'found', item });
  });

  it('is ours, of several, where it is the one that its person was shown, and none where that is another’s by now', () => {
    const items = [itemOfAnna(2, 'The upstream is full'), itemOfAnna(3, 'Something else')];
    const accepted = baselineOf({ accepted: true, found: 'journal/2' });
    expect(matchItem(own('The 🔥 upstream is full'), accepted, items)).toEqual({ kind: 'found', item: items[0] });
    expect(matchItem(own('The 🔥 upstream is full'), accepted, items.slice(1))).toEqual({ kind: 'absent' });
  });

  it('is known by its uploads where it has any, though its words are empty', () => {
    const uploads = [{ id: '77', token: 't', name: 'graph.png' }];
    const item = itemOfAnna(3, '', { uploadIds: ['77'] });
    const items = [itemOfAnna(2, ''), item];
    expect(matchItem(own(''), baselineOf({ uploads }), items)).toEqual({ kind: 'found', item });
    expect(matchItem(own(''), baselineOf({ uploads }), items.slice(0, 1)).kind).toBe('doubt');
  });

  it('is another issue where the subject is another', () => {
    const wanted = { text: 'Since today.', subject: 'The shop is slow', shared: false, private: false };
    const item = itemOfAnna(2, 'Since today.', { subject: 'The shop is closed' });
    expect(matchItem(wanted, baselineOf(), [item])).toEqual({ kind: 'doubt', likest: item });
  });
});

describe('what stands among the words of others, with no baseline', () => {
  const anna = baselineOf().account;

  it('is ours only where it has exactly these words, and of two the older', () => {
    const items = [itemOfAnna(2, 'Any news? Please'), itemOfAnna(3, 'Any news?'), itemOfAnna(4, 'Any news?')];
    expect(matchAgain(own('Any news?'), anna, items)).toBe(items[1]);
    expect(matchAgain(own('Any news? Please, please'), anna, items)).toBeUndefined();
  });

  it('is nothing of another account, or of another subject', () => {
    const other = itemOfAnna(2, 'Any news?', { author: accountId('2') });
    const issue = itemOfAnna(3, 'Since today.', { subject: 'The shop is closed' });
    expect(matchAgain(own('Any news?'), anna, [other])).toBeUndefined();
    expect(matchAgain({ ...own('Since today.'), subject: 'The shop is slow' }, anna, [issue])).toBeUndefined();
    expect(matchAgain({ ...own('Since today.'), subject: 'The shop is closed' }, anna, [issue])).toBe(issue);
  });

  it('is on a shared account of whoever its first line names', () => {
    const items = [
      itemOfAnna(2, 'from Boris, Telegram\n\nAny news?'),
      itemOfAnna(3, 'from Anna, Telegram\n\nAny news?'),
    ];
    const wanted = { text: 'from Anna, Telegram\n\nAny news?', shared: true };
    expect(matchAgain(wanted, anna, items)).toBe(items[1]);
  });

  it('tells nothing of files without words', () => {
    expect(matchAgain(own(''), anna, [itemOfAnna(2, '')])).toBeUndefined();
  });
});
