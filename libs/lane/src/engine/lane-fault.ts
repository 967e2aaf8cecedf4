import { ZodError } from 'zod';

/** Something that must not be: the lane stops loudly. */
export class LaneFault extends Error {
  override readonly name = 'LaneFault';
}

/** An error of our own code, which no waiting mends. */
export const isBug = (error: unknown) =>
  error instanceof TypeError ||
  error instanceof RangeError ||
  error instanceof ReferenceError ||
  error instanceof ZodError ||
  error instanceof LaneFault;
