import { AsyncLocalStorage } from 'node:async_hooks';

/** Both clocks in ms: the wall may jump, the monotonic one never does but may stand still while a machine sleeps. */
export type SendClock = { now(): number; monotonic(): number };

export const systemSendClock: SendClock = { now: () => Date.now(), monotonic: () => performance.now() };

/** The same instant on both clocks; past either, no byte is sent. */
export type SendBy = { wall: number; monotonic: number };

/**
 * One request on its way out. `bytes` counts what has been handed to the system: while it is 0, no one can have acted.
 * `late`: a socket refused to write (more of) it, since its time had passed.
 */
export type Sending = { readonly sendBy: SendBy | undefined; bytes: number; late: boolean };

export const newSending = (sendBy: SendBy | undefined): Sending => ({ sendBy, bytes: 0, late: false });

export const isLate = ({ sendBy }: Pick<Sending, 'sendBy'>, clock: SendClock): boolean =>
  sendBy !== undefined && (clock.now() > sendBy.wall || clock.monotonic() > sendBy.monotonic);

const scope = new AsyncLocalStorage<Sending>();

/**
 * Runs `call` so that whatever it writes through a guarded agent belongs to this sending. For
 * libraries that take an agent but no deadline; afterwards `bytes` and `late` tell what became of it.
 */
export const sendThrough = <T>(sending: Sending, call: () => Promise<T>): Promise<T> => scope.run(sending, call);

export const currentSending = (): Sending | undefined => scope.getStore();
