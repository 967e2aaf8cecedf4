import { describe, expect, it } from '@jest/globals';
import { channelId, chatKey, deskId, messageId } from '#contracts';
import { afterPressed, afterShown, placeSlot, withoutSlot } from './place-slot.js';
import type { SlotSending } from './sending.js';

const chat = chatKey(deskId('acme'), channelId('bot'), '7');
const isBelow = (message: string, other: string) => Number(message) > Number(other);
const menu = (version: number, lastIncoming?: string): SlotSending => ({
  kind: 'slot',
  slot: 'menu',
  version,
  text: { text: 'Menu', marks: [] },
  buttons: [],
  lastIncoming: lastIncoming === undefined ? undefined : messageId(lastIncoming),
});
const shown = afterShown(chat, undefined, messageId(10), { slot: 'menu', version: 2, edited: false });

describe('the place of a menu', () => {
  it('is the bottom where it was never shown', () => {
    expect(placeSlot(undefined, menu(1), isBelow)).toEqual({ kind: 'send', instead: undefined });
  });

  it('is its message as long as nothing stands below', () => {
    expect(placeSlot(shown, menu(3, '9'), isBelow)).toEqual({ kind: 'edit', message: '10' });
  });

  it('is the bottom once the person, or we, said something below', () => {
    expect(placeSlot(shown, menu(3, '11'), isBelow)).toEqual({ kind: 'send', instead: '10' });
    const later = afterShown(chat, shown, messageId(12));
    expect(placeSlot(later, menu(3, '9'), isBelow)).toEqual({ kind: 'send', instead: '10' });
  });

  it('is the bottom where a copy of it, which nobody knew of, was pressed below', () => {
    expect(placeSlot(shown, { ...menu(3), pressedOn: messageId(11) }, isBelow)).toEqual({
      kind: 'send',
      instead: '10',
    });
    expect(placeSlot(shown, { ...menu(3), pressedOn: messageId(10) }, isBelow)).toEqual({
      kind: 'edit',
      message: '10',
    });
    expect(placeSlot(shown, { ...menu(3), pressedOn: messageId(9) }, isBelow)).toEqual({ kind: 'edit', message: '10' });
  });

  it('is nowhere for a version that was shown already, or overtaken', () => {
    expect(placeSlot(shown, menu(2), isBelow)).toEqual({ kind: 'outdated' });
    expect(placeSlot(shown, menu(1), isBelow)).toEqual({ kind: 'outdated' });
  });

  it('is the bottom again once its message is found to be gone', () => {
    expect(placeSlot(withoutSlot(shown, chat, 'menu'), menu(3), isBelow)).toEqual({ kind: 'send', instead: undefined });
  });
});

describe('what stands in a chat', () => {
  it('has a message whose button was pressed, though nobody heard that it arrived', () => {
    expect(afterPressed(chat, shown, messageId(12), isBelow)).toEqual({ ...shown, lastOwn: '12' });
    expect(afterPressed(chat, shown, messageId(9), isBelow)).toEqual(shown);
    expect(afterPressed(chat, undefined, messageId(9), isBelow)).toEqual({ chat, slots: {}, lastOwn: '9' });
  });

  it('has the edited menu where it was, below what we said last', () => {
    const said = afterShown(chat, shown, messageId(12));
    const edited = afterShown(chat, said, messageId(10), { slot: 'menu', version: 3, edited: true });
    expect(edited).toEqual({ chat, lastOwn: '12', slots: { menu: { message: '10', version: 3 } } });
  });

  it('forgets the menus of long ago, and never the newest', () => {
    let all = shown;
    for (let i = 0; i < 30; i += 1) {
      all = afterShown(chat, all, messageId(20 + i), { slot: `menu ${i}`, version: 1, edited: false });
    }
    const names = Object.keys(all.slots);
    expect(names).toHaveLength(20);
    expect(names.at(-1)).toBe('menu 29');
  });
});
