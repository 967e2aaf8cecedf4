import { beforeEach, describe, expect, it } from '@jest/globals';
import { virtualClock, type VirtualClock } from '../../virtual-clock.js';
import type { SendBy } from '../send-by.js';
import { PublishGate } from './publish-gate.js';

/** The head of a kafkajs request: size, api key, api version, correlation id, client id, and for produce what follows. */
function request(apiKey: number, timeout: number): Buffer {
  const head = Buffer.alloc(14);
  head.writeInt16BE(apiKey, 4);
  head.writeInt16BE(7, 6);
  head.writeInt16BE('relaydesk'.length, 12);
  const rest = Buffer.alloc(8);
  rest.writeInt16BE(-1, 0);
  rest.writeInt16BE(-1, 2);
  rest.writeInt32BE(timeout, 4);
  return Buffer.concat([head, Buffer.from('relaydesk'), rest]);
}
const PRODUCE = 0;
const METADATA = 3;

describe('the gate where bytes go to the socket', () => {
  let clock: VirtualClock;
  let gate: PublishGate;
  let resets: Error[];
  const reset = (why: Error) => void resets.push(why);
  const pass = (verdict: unknown) => typeof verdict === 'function';
  const open = (sendBy: SendBy) => gate.open(sendBy) ?? Number.NaN;
  const inHalfASecond = () => ({ wall: clock.now() + 500, monotonic: clock.monotonic() + 500 });

  beforeEach(() => {
    clock = virtualClock();
    gate = new PublishGate(clock);
    resets = [];
  });

  it('opens no more publishes than it has names for, and others once one is closed', () => {
    const names = Array.from({ length: 1_000 }, () => gate.open(inHalfASecond()));
    expect(new Set(names).size).toBe(1_000);
    expect(gate.open(inHalfASecond())).toBeUndefined();
    gate.close(names[7] ?? 0);
    expect(gate.open(inHalfASecond())).toBe(names[7]);
  });

  it('lets a produce request pass in time, and remembers that it went out', () => {
    const timeout = open(inHalfASecond());
    expect(pass(gate.check(request(PRODUCE, timeout), reset))).toBe(true);
    expect(gate.close(timeout)).toEqual({ sent: true });
  });

  it('keeps a produce request back once its time has passed on either clock', async () => {
    const late = open(inHalfASecond());
    const jumped = open({ ...inHalfASecond(), monotonic: Infinity });
    await clock.advance(501);
    expect(gate.check(request(PRODUCE, late), reset)).toMatchObject({ kind: 'too-late' });
    clock.jump(-10_000);
    expect(gate.check(request(PRODUCE, late), reset)).toMatchObject({ kind: 'too-late' });
    clock.jump(20_000);
    expect(gate.check(request(PRODUCE, jumped), reset)).toMatchObject({ kind: 'too-late' });
    expect(gate.close(late)).toEqual({ sent: false });
  });

  it('resets the connection when a request that passed has not left in time', async () => {
    const [left, stuck] = [open(inHalfASecond()), open(inHalfASecond())];
    const hasLeft = gate.check(request(PRODUCE, left), reset);
    gate.check(request(PRODUCE, stuck), reset);
    if (typeof hasLeft === 'function') hasLeft();
    await clock.advance(501);
    expect(resets).toMatchObject([{ kind: 'too-late' }]);
  });

  it('keeps a produce request back whose publish was given up', () => {
    const timeout = open(inHalfASecond());
    gate.close(timeout);
    expect(gate.check(request(PRODUCE, timeout), reset)).toMatchObject({ kind: 'too-late' });
  });

  it('tells publishes apart that are under way at the same time', async () => {
    const short = open(inHalfASecond());
    const long = open({ wall: Infinity, monotonic: Infinity });
    await clock.advance(501);
    expect(gate.check(request(PRODUCE, short), reset)).toMatchObject({ kind: 'too-late' });
    expect(pass(gate.check(request(PRODUCE, long), reset))).toBe(true);
  });

  it('has nothing to say about other requests', () => {
    expect(gate.check(request(METADATA, 0), reset)).toBeUndefined();
    expect(gate.check(Buffer.from('short'), reset)).toBeUndefined();
  });
});
