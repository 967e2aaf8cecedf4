/** What a process knows of itself. */
export type Health = {
  /** Why it does no work, or nothing. */
  notReady(): string | undefined;
  /** What some of its desks cannot do meanwhile: a line each, without a secret. */
  refused(): readonly string[];
};

/** What `/health/ready` answers, in plain text: whether it works in the first line, then what it works without. */
export function readiness({ notReady, refused }: Health): { status: 200 | 503; body: string } {
  const why = notReady();
  return { status: why === undefined ? 200 : 503, body: [why ?? 'ready', ...refused()].join('\n') };
}
