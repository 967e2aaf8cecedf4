/** Tells whoever waits how far a run is, and how long it has taken. */
export const say = (line: string): void =>
  console.error(`bench, ${Math.round(performance.now() / 60_000)} min: ${line}`);
