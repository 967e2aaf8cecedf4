/** Trackers that take what they are asked and say nothing, each named by its path, until they are let go. */
export function createHangs() {
  const hanging = new Map<string, PromiseWithResolvers<void>>();

  return {
    hang(base: string): void {
      if (!hanging.has(base)) hanging.set(base, Promise.withResolvers());
    },
    letGo(base: string): void {
      hanging.get(base)?.resolve();
      hanging.delete(base);
    },
    /** Resolves once that one answers. */
    over: (base: string): Promise<void> => hanging.get(base)?.promise ?? Promise.resolve(),
  };
}
