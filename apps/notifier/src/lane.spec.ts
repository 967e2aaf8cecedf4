import { describe, expect, it } from '@jest/globals';
import { chatKey, channelId, deskId, issueId, messageId } from '#contracts';
import { phrase } from '#wording';
import { say, slot } from './rehearsal/showing.js';
import { createStage, texts } from './rehearsal/stage.js';

const SORRY = '⚠️ Something meant for you did not come through. It has been noted, and may come later.';

describe('a notifier', () => {
  it('keeps the order of a chat while other chats go on', async () => {
    const stage = createStage();
    stage.start();
    const [anna, mark] = [stage.person('Anna'), stage.person('Mark')];
    for (const text of ['One', 'Two', 'Three']) await stage.deliver(anna, say(text));
    await stage.deliver(mark, say('Hi'));
    await stage.settled();
    expect(texts(anna)).toEqual(['💬 One', '💬 Two', '💬 Three']);
    const order = stage.calls.map(({ text }) => text);
    expect(order.indexOf('💬 Hi')).toBeLessThan(order.indexOf('💬 Two'));
  });

  it('gives up a call that is not answered once its time is over, and sends and counts it again', async () => {
    const stage = createStage();
    stage.outside.hangs = true;
    stage.start();
    const anna = stage.person('Anna');
    await stage.deliver(anna, say('Is anybody there?'));
    await stage.clock.advance(15_000);
    stage.outside.hangs = false;
    expect(texts(anna)).toEqual([]);
    await stage.clock.advance(10_000);
    expect(texts(anna)).toEqual(['💬 Is anybody there?']);
    expect(stage.doubled).toHaveLength(1);
  });

  it('sends no part of a long text again that was shown before it crashed', async () => {
    const stage = createStage();
    const node = stage.start();
    const anna = stage.person('Anna');
    const long = Array.from({ length: 3 }, (_, i) => `${i} ${'word '.repeat(790)}`).join('\n\n');
    await stage.deliver(anna, say(long, { buttons: [[{ label: 'More', token: 'more' }]] }));
    await stage.clock.run(() => texts(anna).length === 1);
    await stage.clock.advance(100);
    node.kill();
    stage.start();
    await stage.settled();
    expect(texts(anna).map((text) => text.replace('💬 ', '')[0])).toEqual(['0', '1', '2']);
    expect(anna.screen().map(({ buttons }) => buttons.length)).toEqual([0, 0, 1]);
  });

  it('edits a menu in its place, and sends it anew once something stands below it', async () => {
    const stage = createStage();
    stage.start();
    const anna = stage.person('Anna');
    await stage.deliver(anna, slot('First', 1));
    await stage.settled();
    await stage.deliver(anna, slot('Second', 2));
    await stage.settled();
    expect(texts(anna)).toEqual(['💬 Second']);
    const own = anna.say('Wait');
    await stage.deliver(anna, slot('Third', 3, own));
    await stage.settled();
    expect(texts(anna)).toEqual(['💬 Second', '💬 Third']);
    await stage.deliver(anna, say('News'));
    await stage.deliver(anna, slot('Fourth', 4, own));
    await stage.settled();
    expect(texts(anna)).toEqual(['💬 Second', '💬 Third', '💬 News', '💬 Fourth']);
    const buttons = anna.screen().flatMap((message) => (message.by === 'channel' ? [message.buttons.length] : []));
    expect(buttons).toEqual([0, 0, 0, 1]);
  });

  it('takes the buttons from a copy of a menu, which arrived unheard, once one of them is pressed', async () => {
    const stage = createStage();
    stage.start();
    const anna = stage.person('Anna');
    stage.world.faults.push({ kind: 'cut-after' });
    await stage.deliver(anna, slot('First', 1));
    await stage.settled();
    const shown = () => anna.screen().flatMap((one) => (one.by === 'channel' ? [one] : []));
    expect(shown().map(({ buttons }) => buttons.length)).toEqual([1, 1]);
    await stage.deliver(anna, slot('Second', 2, undefined, shown()[0]?.id));
    await stage.settled();
    expect(texts(anna)).toEqual(['💬 First', '💬 Second']);
    expect(shown().map(({ buttons }) => buttons.length)).toEqual([0, 1]);
  });

  it('shows a menu below a copy of it that was pressed, also where that version was overtaken while it waited', async () => {
    const stage = createStage();
    stage.start();
    const anna = stage.person('Anna');
    await stage.deliver(anna, slot('First', 1));
    await stage.settled();
    stage.world.faults.push({ kind: 'throttled', retryAfterMs: 5_000 });
    await stage.deliver(anna, slot('Second', 2, undefined, '99'));
    await stage.deliver(anna, slot('Third', 3));
    await stage.settled();
    expect(texts(anna)).toEqual(['💬 First', '💬 Third']);
  });

  it('sends a menu anew whose message was deleted', async () => {
    const stage = createStage();
    stage.start();
    const anna = stage.person('Anna');
    await stage.deliver(anna, slot('First', 1));
    await stage.settled();
    anna.delete(anna.screen()[0]?.id ?? '');
    await stage.deliver(anna, slot('Second', 2));
    await stage.settled();
    expect(texts(anna)).toEqual(['💬 Second']);
    expect(stage.calls.map(({ method }) => method)).toEqual(['send', 'edit', 'send']);
  });

  it('passes over the versions of a menu that have been overtaken while they waited', async () => {
    const stage = createStage();
    stage.start();
    const anna = stage.person('Anna');
    stage.world.faults.push({ kind: 'throttled', retryAfterMs: 5_000 });
    for (const version of [1, 2, 3, 4, 5]) await stage.deliver(anna, slot(`Version ${version}`, version));
    await stage.settled();
    expect(texts(anna)).toEqual(['💬 Version 5']);
    expect(stage.calls.length).toBeLessThanOrEqual(2);
  });

  it('keeps who has blocked it, until it is heard there again', async () => {
    const stage = createStage();
    stage.start();
    const anna = stage.person('Anna');
    anna.block();
    const chat = await stage.deliver(anna, say('Hello?'));
    await stage.settled();
    expect([...(await stage.reads.blocked([chat])).keys()]).toEqual([chat]);
    anna.unblock();
    await stage.deliver(anna, say('Welcome back'));
    await stage.settled();
    expect((await stage.reads.blocked([chat])).size).toBe(0);
  });

  it('sends again what may have been sent, and counts it', async () => {
    const stage = createStage();
    stage.start();
    const anna = stage.person('Anna');
    stage.world.faults.push({ kind: 'cut-after' });
    await stage.deliver(anna, say('Once or twice'));
    await stage.settled();
    expect(texts(anna)).toEqual(['💬 Once or twice', '💬 Once or twice']);
    expect(stage.doubled).toHaveLength(1);
  });

  it('has nobody wait for long for a sign on a message, where what becomes of it is never heard', async () => {
    const stage = createStage();
    stage.start();
    const anna = stage.person('Anna');
    const message = messageId(anna.say('It burns'));
    for (let i = 0; i < 6; i += 1) stage.world.faults.push({ kind: 'broken' });
    await stage.deliver(anna, { kind: 'react', message, reaction: 'taken' });
    await stage.deliver(anna, say('We see'));
    await stage.settled();
    expect(texts(anna)).toEqual(['💬 We see']);
    expect(stage.world.faults).toEqual([]);
    expect(stage.dead()).toEqual([]);
  });

  it('makes dead letters of phrases of a newer release, says so once, and goes on', async () => {
    const stage = createStage();
    stage.start();
    const people = Array.from({ length: 50 }, (_, i) => stage.person(`Person ${i}`));
    for (const person of people) await stage.deliver(person, say('', { lines: [{ key: 'from.tomorrow' }] }));
    for (const person of people) await stage.deliver(person, say('Hi'));
    await stage.settled();
    expect(stage.dead()).toHaveLength(50);
    for (const { cause } of stage.dead()) expect(cause).toContain('UnknownPhrase');
    for (const person of people) expect(texts(person).toSorted()).toEqual([SORRY, '💬 Hi'].toSorted());
    expect(stage.failures).toEqual([]);
  });

  it.each([
    ['a channel', 'desk' as const, 'its channel is not configured'],
    ['a desk', 'nothing' as const, 'its desk is not configured'],
  ])('makes dead letters of what was meant for %s that is not configured', async (_what, configured, cause) => {
    const stage = createStage();
    stage.outside.configured = configured;
    stage.start();
    const people = Array.from({ length: 30 }, (_, i) => stage.person(`Person ${i}`));
    for (const person of people) await stage.deliver(person, say('Hi'));
    await stage.settled();
    expect(stage.dead().map((letter) => letter.cause)).toEqual(people.map(() => cause));
    expect(stage.failures).toEqual([]);
  });

  it('tells whom it was meant for of a delivery that fits no schema, where it says so', async () => {
    const stage = createStage();
    stage.start();
    const anna = stage.person('Anna');
    const chat = await stage.deliver(anna, say('Hi'));
    stage.deliverUnread({ chat });
    stage.deliverUnread({});
    await stage.settled();
    expect(texts(anna).toSorted()).toEqual([SORRY, '💬 Hi'].toSorted());
    expect([stage.dead().length, stage.failures]).toEqual([2, []]);
  });

  it('ties what it shows to its issue, so that a reply finds it', async () => {
    const stage = createStage();
    stage.start();
    const anna = stage.person('Anna');
    const about = { issue: issueId('4318'), journal: '7' };
    const chat = await stage.deliver(anna, say('News', { about }));
    await stage.settled();
    const message = messageId(anna.screen()[0]?.id ?? '');
    expect(chat).toBe(chatKey(deskId('acme'), channelId('bot'), anna.chat));
    expect(await stage.reads.about([{ chat, message }])).toEqual([{ chat, message, direction: 'out', ...about }]);
  });

  it('knows every message it shows as its own, also one about no issue', async () => {
    const stage = createStage();
    stage.start();
    const anna = stage.person('Anna');
    const chat = await stage.deliver(anna, slot('Where does this belong?', 1));
    await stage.settled();
    const message = messageId(anna.screen()[0]?.id ?? '');
    expect(await stage.reads.about([{ chat, message }])).toEqual([{ chat, message, direction: 'out', slot: 'menu' }]);
  });

  it('shows lines in the language of their reader', async () => {
    const stage = createStage();
    stage.start();
    const anna = stage.person('Anna');
    await stage.deliver(anna, say('', { lines: [phrase('file.failed', { name: 'a.log' })] }));
    await stage.settled();
    expect(texts(anna)).toEqual(['📎 a.log did not come through.']);
  });
});
