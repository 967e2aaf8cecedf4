import { describe, expect, it } from '@jest/globals';
import { baselineOf, itemOfAnna } from '../rehearsal/facts.js';
import { matchItem } from './match-item.js';

const line = (name: string) => `from ${name}, Telegram, 2026-05-03 09:14:07 UTC`;
const wanted = { text: `${line('Mark')}\n\nAny news?`, shared: true, private: false };
const absent = { kind: 'absent' };

describe('on an account that writes for many', () => {
  it('another chat’s words do not count, be they the same', () => {
    const veras = itemOfAnna(2, `${line('Vera')}\n\nAny news?`);
    expect(matchItem(wanted, baselineOf(), [veras])).toEqual(absent);
  });

  it('the chat’s own do', () => {
    const item = itemOfAnna(2, `${line('Mark')}\r\n\r\nAny news?`);
    expect(matchItem(wanted, baselineOf(), [item])).toEqual({ kind: 'found', item });
  });

  it('its line with other words below is a doubt', () => {
    const item = itemOfAnna(2, `${line('Mark')}\n\nAny`);
    expect(matchItem(wanted, baselineOf(), [item])).toEqual({ kind: 'doubt', likest: item });
  });

  it('a line that was cut off may be the chat’s own: the person is asked', () => {
    const item = itemOfAnna(2, 'from Ma');
    expect(matchItem(wanted, baselineOf(), [item])).toEqual({ kind: 'doubt', likest: item });
  });

  it('what its owner writes there by hand is shown to nobody, and nobody’s, whatever they say of it', () => {
    const byHand = [itemOfAnna(2, 'Salaries of next year'), itemOfAnna(3, ''), itemOfAnna(4, 'from Mark, as he said')];
    expect(matchItem(wanted, baselineOf(), byHand)).toEqual(absent);
    const accepted = baselineOf({ accepted: true });
    expect(matchItem(wanted, accepted, byHand)).toEqual(absent);
    expect(matchItem(wanted, { ...accepted, found: 'journal/2' }, byHand)).toEqual(absent);
  });

  it('what begins alike under another subject is no doubt', () => {
    const creation = { ...wanted, subject: 'No invoice came' };
    const begins = (subject: string) => itemOfAnna(2, 'from', { subject });
    expect(matchItem(creation, baselineOf(), [begins('Salaries')])).toEqual(absent);
    expect(matchItem(creation, baselineOf(), [begins('No inv')]).kind).toBe('doubt');
  });

  it.each(['🌸', ':cherry_blossom:', '[U+1F338]', ''])(
    'a name of which %s was kept is the chat’s own still',
    (kept) => {
      const smiling = { ...wanted, text: `${line('Анна 🌸')}\n\nAny news? 🌸` };
      const item = itemOfAnna(2, `${line(`Анна ${kept}`)}\n\nAny news? ${kept}!`);
      expect(matchItem(smiling, baselineOf(), [item])).toEqual({ kind: 'doubt', likest: item });
      const later = itemOfAnna(2, item.text.replace('14:07', '14:08'));
      expect(matchItem(smiling, baselineOf(), [later])).toEqual(absent);
    },
  );

  it('files that went up for the chat are its own, whatever became of the words', () => {
    const uploads = [{ id: '77', token: 't', name: 'graph.png' }];
    const item = itemOfAnna(2, 'What stood here was taken out.', { uploadIds: ['77'] });
    expect(matchItem(wanted, baselineOf({ uploads }), [item])).toEqual({ kind: 'found', item });
  });
});
