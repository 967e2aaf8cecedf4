/** Tells whoever waits how far a run is, and how long it has taken (minutes and seconds). */
export function say(line: string): void {
  const seconds = Math.round(performance.now() / 1_000);
  console.error(`bench, ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}: ${line}`);
}
