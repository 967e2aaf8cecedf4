/** Says how far something is, unless it was said less than so long ago; what is soon done is not spoken of. */
export function nowAndThen(
  everyMs: number,
  say: (text: string) => void,
  monotonic: () => number,
): (text: () => string) => void {
  let saidAt = monotonic();
  return (text) => {
    if (monotonic() - saidAt < everyMs) return;
    saidAt = monotonic();
    say(text());
  };
}
