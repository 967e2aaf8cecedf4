import { describe, expect, it } from '@jest/globals';
import { virtualClock } from '#lane/rehearsal';
import { silent } from '#telemetry';
import { runProcess } from './run-process.js';

function stage(closesAfterMs: number, { fails = false, drainMs = 0 } = {}) {
  const clock = virtualClock();
  const exits: number[] = [];
  const handlers: (() => void)[] = [];
  let closed = 0;
  const close = async () => {
    closed += 1;
    await new Promise<void>((resolve) => clock.after(closesAfterMs, resolve));
    if (fails) throw new Error('it does not close');
  };
  const host = {
    on: (_: string, then: () => void) => handlers.push(then),
    exit: (code: number) => void exits.push(code),
  };
  const control = runProcess(silent, close, { drainMs, host, clock });
  return { clock, exits, control, signal: () => handlers[0]?.(), closed: () => closed };
}

describe('a process', () => {
  it('closes once when it is asked to end, and exits 0', async () => {
    const { clock, exits, signal, closed } = stage(100);
    signal();
    await clock.advance(200);
    expect([exits, closed()]).toEqual([[0], 1]);
  });

  it('takes a Ctrl-C that reaches it twice for one', async () => {
    const { clock, exits, signal, control } = stage(3_000);
    signal();
    signal();
    control.end(1);
    await clock.advance(3_100);
    expect(exits).toEqual([0]);
  });

  it('ends at once when it is asked a second time', async () => {
    const { clock, exits, signal } = stage(10_000);
    signal();
    await clock.advance(2_000);
    signal();
    expect(exits).toEqual([1]);
  });

  it('goes on closing when something fails meanwhile', async () => {
    const { clock, exits, signal, control } = stage(3_000);
    signal();
    await clock.advance(1_500);
    control.fail();
    expect(exits).toEqual([]);
    await clock.advance(2_000);
    expect(exits).toEqual([0]);
  });

  it('exits 1 after a failure, and where it cannot close', async () => {
    const failed = stage(10);
    failed.control.fail();
    await failed.clock.advance(20);
    expect(failed.exits).toEqual([1]);
    const stuck = stage(10, { fails: true });
    stuck.signal();
    await stuck.clock.advance(20);
    expect(stuck.exits).toEqual([1]);
  });

  it('is ended where it does not end by itself', async () => {
    const { clock, exits, signal } = stage(60_000);
    signal();
    await clock.advance(20_100);
    expect(exits).toEqual([1]);
  });

  it('has its whole time to end after it has drained', async () => {
    const { clock, exits, signal } = stage(75_000, { drainMs: 60_000 });
    signal();
    await clock.advance(75_100);
    expect(exits).toEqual([0]);
    const stuck = stage(Infinity, { drainMs: 60_000 });
    stuck.signal();
    await stuck.clock.advance(80_100);
    expect(stuck.exits).toEqual([1]);
  });
});
