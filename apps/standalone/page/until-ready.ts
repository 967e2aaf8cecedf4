const AGAIN_MS = 500;

/** Asks until there is an answer: the server may be on its way. */
export async function untilReady<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}
