/** What could not be done, and why. */
export type Failed = { step: string; error: unknown };

/** Does one thing after the other; one that fails stops no other. Resolves with what each came to, and which failed. */
export async function eachByItself<S extends Readonly<Record<string, () => Promise<unknown>>>>(
  steps: S,
): Promise<{ done: { [K in keyof S]?: Awaited<ReturnType<S[K]>> }; failed: Failed[] }> {
  const done: Record<string, unknown> = {};
  const failed: Failed[] = [];
  for (const [step, run] of Object.entries(steps)) {
    try {
      done[step] = await run();
    } catch (error) {
      failed.push({ step, error });
    }
  }
  return { done: done as { [K in keyof S]?: Awaited<ReturnType<S[K]>> }, failed };
}
