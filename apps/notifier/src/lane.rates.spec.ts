import { describe, expect, it } from '@jest/globals';
import { seeded } from '#lane/rehearsal';
import { say, slot } from './rehearsal/showing.js';
import { type Called, createStage, texts } from './rehearsal/stage.js';

const mostWithin = (ms: number, calls: readonly Called[]) =>
  Math.max(...calls.map(({ at }) => calls.filter((other) => other.at >= at && other.at < at + ms).length));

describe('the rates of a notifier', () => {
  it('never undercuts the time to come back, in another chat, from another notifier or after a restart', async () => {
    const stage = createStage();
    const nodes = [stage.start(), stage.start()];
    await stage.clock.advance(5_000);
    const people = Array.from({ length: 6 }, (_, i) => stage.person(`Person ${i}`));
    stage.world.faults.push({ kind: 'throttled', retryAfterMs: 30_000 });
    await stage.deliver(stage.person('Anna'), say('Too much'));
    await stage.clock.run(() => stage.calls.length === 1);
    await stage.clock.advance(100);
    for (const person of people) await stage.deliver(person, say('Hi'));
    await stage.clock.advance(5_000);
    for (const node of nodes) node.kill();
    stage.start();
    await stage.settled();
    const [first, ...others] = stage.calls;
    expect(others).toHaveLength(7);
    for (const { at } of others) expect(at).toBeGreaterThanOrEqual((first?.at ?? 0) + 30_000);
  });

  it('lets a group that was told to come back wait alone', async () => {
    const stage = createStage();
    stage.start();
    const [group, anna] = [stage.person('The group'), stage.person('Anna')];
    stage.world.faults.push({ kind: 'throttled', retryAfterMs: 30_000 });
    await stage.deliver(group, say('To all'), anna);
    await stage.clock.run(() => stage.calls.length === 1);
    await stage.deliver(anna, say('Hi'));
    await stage.clock.run(() => texts(anna).length === 1);
    expect(texts(group)).toEqual([]);
    await stage.settled();
    expect(texts(group)).toEqual(['💬 To all']);
    expect(stage.calls.at(-1)?.at).toBeGreaterThanOrEqual((stage.calls[0]?.at ?? 0) + 30_000);
  });

  it('uses most of the rate of its channel while many wait, and never more, shared by all notifiers', async () => {
    const stage = createStage();
    stage.start();
    stage.start();
    await stage.clock.advance(5_000);
    for (let i = 0; i < 300; i += 1) await stage.deliver(stage.person(`Person ${i}`), say('Hi'));
    await stage.settled();
    expect(stage.calls).toHaveLength(300);
    // Who comes back to a crowd may come late: the last of them find the messenger idle.
    const took = (stage.calls[239]?.at ?? 0) - (stage.calls[0]?.at ?? 0);
    expect(took).toBeLessThan(10_000);
    expect(mostWithin(1_000, stage.calls)).toBeLessThanOrEqual(30);
  });

  it('leaves room for those that are on their way longer than others', async () => {
    const stage = createStage();
    stage.start();
    await stage.clock.advance(5_000);
    for (let i = 0; i < 120; i += 1) await stage.deliver(stage.person(`Person ${i}`), say('Hi'));
    await stage.settled();
    const arrived = stage.calls.map((call, i) => ({ ...call, at: call.at + (i % 40 < 20 ? 150 : 0) }));
    expect(
      mostWithin(
        1_000,
        arrived.toSorted((a, b) => a.at - b.at),
      ),
    ).toBeLessThanOrEqual(30);
  });

  it('keeps to all of them on a machine whose commits take long', async () => {
    const stage = createStage();
    const random = seeded(7);
    stage.outside.commitMs = () => random.between(0, 300);
    stage.start();
    stage.start();
    await stage.clock.advance(5_000);
    const people = Array.from({ length: 150 }, (_, i) => stage.person(`Person ${i}`));
    for (const person of [...people, ...people.slice(0, 40)]) await stage.deliver(person, say('Hi'));
    await stage.settled();
    expect(people.flatMap(texts)).toHaveLength(190);
    expect(mostWithin(1_000, stage.calls)).toBeLessThanOrEqual(30);
    const inOneChat = people.map(({ chat }) =>
      mostWithin(
        1_000,
        stage.calls.filter((call) => call.chat === chat),
      ),
    );
    expect(Math.max(...inOneChat)).toBe(1);
    // Who comes back to a crowd may come late.
    const took = (stage.calls[149]?.at ?? 0) - (stage.calls[0]?.at ?? 0);
    expect(took).toBeLessThan(12_000);
  });

  it('shows one message a second in a chat, and twenty a minute in a group, edits among them', async () => {
    const stage = createStage();
    stage.start();
    const [anna, group] = [stage.person('Anna'), stage.person('The group')];
    for (let i = 0; i < 5; i += 1) await stage.deliver(anna, say(`${i}`));
    await stage.settled();
    for (let i = 1; i <= 5; i += 1) {
      await stage.deliver(anna, slot(`${i}`, i));
      await stage.settled();
    }
    expect(stage.calls.map(({ method }) => method)).toContain('edit');
    expect(mostWithin(1_000, stage.calls)).toBe(1);
    stage.calls.length = 0;
    for (let i = 1; i <= 22; i += 1) {
      await stage.deliver(group, slot(`${i}`, i), anna);
      await stage.settled();
    }
    expect(new Set(stage.calls.map(({ method }) => method))).toEqual(new Set(['send', 'edit']));
    expect(mostWithin(60_000, stage.calls)).toBeLessThanOrEqual(20);
  });

  it('answers a press at once, though words wait for a slow messenger', async () => {
    const stage = createStage();
    stage.start();
    const anna = stage.person('Anna');
    await stage.deliver(anna, slot('Menu', 1));
    await stage.settled();
    stage.outside.callMs = 10_000;
    for (let i = 0; i < 40; i += 1) await stage.deliver(stage.person(`Person ${i}`), say('Slow'));
    await stage.clock.advance(2_000);
    stage.outside.callMs = 20;
    const press = anna.press(anna.screen()[0]?.id ?? '', 'Go on');
    const asked = stage.clock.monotonic();
    await stage.deliver(anna, { kind: 'answer-press', press: 'press-1' });
    const answered = () => stage.calls.find(({ method }) => method === 'answerPress');
    await stage.clock.run(() => answered() !== undefined);
    expect((answered()?.at ?? Infinity) - asked).toBeLessThan(1_000);
    await stage.settled();
    await press.toast();
  });
});
