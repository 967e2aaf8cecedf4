import type { SendCall } from '#ports/messenger';

const LONG_AGO: SendCall['sendBy'] = { wall: -Infinity, monotonic: -Infinity };

/**
 * A call that is too late by the clocks of its node, which alone decide. Those of the far end here are its own: by them it
 * may be in time, and must not go out unseen.
 */
export const tooLate = <C extends Pick<SendCall, 'sendBy'>>(by: C): C => ({ ...by, sendBy: LONG_AGO });
