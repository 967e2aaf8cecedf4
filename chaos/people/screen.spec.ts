import { describe, expect, it } from '@jest/globals';
import { type Bubble, lookAt, newsIn } from './screen.js';

const WORDS = 10;
const bubble = (id: number, text: string, labels: string[] = []): Bubble => ({
  ...{ id, text, from: { id: 1, name: 'Bot', bot: id !== WORDS }, reactions: [] },
  buttons: labels.map((label) => [{ text: label, data: `token of ${label}` }]),
});
const written = bubble(WORDS, 'It is slow');
const taken = { ...written, reactions: [{ by: 1, name: 'Bot', emoji: '👌' }] };
const look = (...bubbles: Bubble[]) => lookAt(bubbles, WORDS);

describe('a look at the chat', () => {
  it('finds what to press, and presses its way to a new issue', () => {
    const where = bubble(11, 'Where does this belong?', ['To It is slow (#7)', 'New issue', 'Drop it']);
    const draft = bubble(11, 'It is slow', ['Create', 'Subject', 'Back']);
    expect(look(written, where)).toMatchObject({ kind: 'press', bubble: 11, label: 'New issue' });
    expect(look(written, draft)).toMatchObject({ kind: 'press', label: 'Create', token: 'token of Create' });
    expect(look(bubble(9, 'Where?', ['Create']), written)).toBeUndefined();
  });

  it('finds where the words are', () => {
    const created = bubble(11, '✅ It is slow — created as #7\nWeb shop · New');
    const late = bubble(12, '✅ Your words of 09:14 are It is slow #8 now.');
    expect(look(written, created)).toEqual({ kind: 'settled', issue: '7' });
    expect(look(written, late)).toEqual({ kind: 'settled', issue: '8' });
    expect(look(taken)).toEqual({ kind: 'settled' });
    expect(look(written, bubble(11, 'It is slow #7\nBoris: please try'))).toBeUndefined();
  });

  it('leaves a double of the question alone once its answer is below', () => {
    const double = bubble(11, 'Where does this belong?', ['New issue', 'Drop it']);
    const created = bubble(12, '✅ It is slow — created as #7\nWeb shop · New');
    expect(look(written, double, created)).toEqual({ kind: 'settled', issue: '7' });
  });

  it('answers a doubt by what is there', () => {
    const doubt = (found: string) =>
      bubble(11, `The last there from you: «${found}»\nYours was: «b»`, ['Yes, that is it', 'No, send it again']);
    expect(look(written, doubt('b'))).toMatchObject({ label: 'Yes, that is it' });
    expect(look(written, doubt('a'))).toMatchObject({ label: 'No, send it again' });
  });

  it('finds the newest word of one issue to reply to', () => {
    const bubbles = [
      bubble(1, 'Slow #7'),
      bubble(2, 'Broken #8'),
      bubble(3, 'Which? #7 #8'),
      bubble(4, '#9', ['Create']),
    ];
    expect(newsIn(bubbles)).toEqual({ bubble: 2, issue: '8' });
  });
});
