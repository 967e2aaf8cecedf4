const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C may arrive twice: from the terminal, and passed on by npm or whatever stands between. */
const SAME_MS = 500;

export type AskedToEnd = {
  /** Resolves on the first Ctrl-C, SIGTERM or closed terminal. */
  asked: Promise<void>;
  /** Aborted then, for what else would go on asking someone. */
  signal: AbortSignal;
  readonly isAsked: boolean;
  /** What the second one does before the process ends without waiting for anything. */
  atOnce(act: () => void): void;
};

export function untilAskedToEnd(): AskedToEnd {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const asking = new AbortController();
  const acts: (() => void)[] = [];
  let askedAt: number | undefined;
  const hear = (): void => {
    askedAt ??= performance.now();
    resolve();
    asking.abort();
    if (performance.now() - askedAt < SAME_MS) return;
    for (const act of acts) act();
    process.exit(130);
  };
  for (const signal of SIGNALS) process.on(signal, hear);
  return {
    asked,
    signal: asking.signal,
    get isAsked() {
      return askedAt !== undefined;
    },
    atOnce: (act) => void acts.push(act),
  };
}
