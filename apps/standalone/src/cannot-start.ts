/** Why it cannot start, in one sentence for the person at the terminal; there is no use in a stack. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}
