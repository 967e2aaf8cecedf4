import { beforeEach, describe, expect, it } from '@jest/globals';
import { virtualClock, type VirtualClock } from '../../virtual-clock.js';
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
  const inHalfASecond = () => ({ wall: clock.now() + 500, monotonic: clock.monotonic() + 500 });

  beforeEach(() => {
    clock = virtualClock();
    gate = new PublishGate(clock);
  });

  it('lets a produce request pass in time, and remembers that it went out', () => {
    const timeout = gate.open(inHalfASecond());
    expect(gate.check(request(PRODUCE, timeout))).toBeUndefined();
    expect(gate.close(timeout)).toEqual({ sent: true });
  });

  it('keeps a produce request back once its time has passed on either clock', async () => {
    const late = gate.open(inHalfASecond());
    const jumped = gate.open({ ...inHalfASecond(), monotonic: Infinity });
    await clock.advance(501);
    expect(gate.check(request(PRODUCE, late))).toMatchObject({ kind: 'too-late' });
    clock.jump(-10_000);
    expect(gate.check(request(PRODUCE, late))).toMatchObject({ kind: 'too-late' });
    clock.jump(20_000);
    expect(gate.check(request(PRODUCE, jumped))).toMatchObject({ kind: 'too-late' });
    expect(gate.close(late)).toEqual({ sent: false });
  });

  it('keeps a produce request back whose publish was given up', () => {
    const timeout = gate.open(inHalfASecond());
    gate.close(timeout);
    expect(gate.check(request(PRODUCE, timeout))).toMatchObject({ kind: 'too-late' });
  });

  it('tells publishes apart that are under way at the same time', async () => {
    const short = gate.open(inHalfASecond());
    const long = gate.open({ wall: Infinity, monotonic: Infinity });
    await clock.advance(501);
    expect(gate.check(request(PRODUCE, short))).toBeDefined();
    expect(gate.check(request(PRODUCE, long))).toBeUndefined();
  });

  it('has nothing to say about other requests', () => {
    expect(gate.check(request(METADATA, 0))).toBeUndefined();
    expect(gate.check(Buffer.from('short'))).toBeUndefined();
  });
});
