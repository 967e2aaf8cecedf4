const FEW = 4;

/** Reads something of each, a few at once: an issue may name many people, and a tracker has few workers. What came, in their order. */
export async function fewAtOnce<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const came: R[] = [];
  const waiting = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [i, item] of waiting) {
      if (failed) return;
      came[i] = await read(item).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: FEW }, worker));
  return came;
}
