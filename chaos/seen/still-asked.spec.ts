import { describe, expect, it } from '@jest/globals';
import type { Bubble } from '#apps/simulator';
import { messageId } from '#contracts';
import { FIRST } from '../people/desk.js';
import { stillAsked } from './still-asked.js';

const chat = FIRST.chatOf(7);
const asking = [{ chat, dialog: 'Wjod3XHYb52g', messages: [messageId(5), messageId(6)] }];
const bubble = (bot: boolean, data: string) =>
  ({ from: { id: 1, name: 'Relaydesk', bot }, buttons: [[{ text: 'Create', data }]] }) as Bubble;
const seen = (...bubbles: Bubble[]) => stillAsked(asking, () => ({ transcript: () => bubbles }));

describe('words that the product says it asks about', () => {
  it('are asked about where their chat shows a button of that dialog', () => {
    expect(seen(bubble(true, 'LyJDw_.Wjod3XHYb52g.2.create'))).toEqual([
      { chat, message: '5', as: 'asked' },
      { chat, message: '6', as: 'asked' },
    ]);
  });

  it('are not where nobody can see that', () => {
    expect(seen()).toEqual([]);
    expect(seen(bubble(true, 'LyJDw_.another12345.2.create'))).toEqual([]);
    expect(seen(bubble(false, 'LyJDw_.Wjod3XHYb52g.2.create'))).toEqual([]);
    expect(stillAsked(asking, () => undefined)).toEqual([]);
  });
});
