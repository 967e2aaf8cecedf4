import { describe, expect, it } from '@jest/globals';
import { virtualClock } from '#lane/rehearsal';
import { livingDeadline } from './living-deadline.js';

function stage() {
  const world = virtualClock();
  const node = world.node();
  const sendBy = { wall: world.now() + 2_000, monotonic: world.monotonic() + 2_000 };
  const deadline = livingDeadline(node, { sendBy });
  const late = () => world.now() > deadline.sendBy.wall || world.monotonic() > deadline.sendBy.monotonic;
  return { world, node, deadline, late };
}

describe('the deadline of a file', () => {
  it('moves on as long as the process lives', async () => {
    const { world, deadline, late } = stage();
    await world.advance(600_000);
    expect(late()).toBe(false);
    deadline.end();
    await world.advance(3_000);
    expect(late()).toBe(true);
  });

  it('stays where it was once the process stood still, also after it goes on', async () => {
    const { world, node, late } = stage();
    await world.advance(10_000);
    node.freeze();
    await world.advance(10_000);
    node.thaw();
    expect(late()).toBe(true);
    await world.advance(10_000);
    expect(late()).toBe(true);
  });

  it('stays where it was once the wall clock has jumped', async () => {
    const { world, late } = stage();
    world.jump(60_000);
    await world.advance(1_000);
    expect(late()).toBe(true);
  });
});
