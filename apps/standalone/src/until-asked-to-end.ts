const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type AskedToEnd = {
  /** Resolves on the first Ctrl-C, SIGTERM or closed terminal. */
  asked: Promise<void>;
  readonly isAsked: boolean;
  /** What the second one does before the process ends without waiting for anything. */
  atOnce(act: () => void): void;
};

export function untilAskedToEnd(): AskedToEnd {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const acts: (() => void)[] = [];
  let isAsked = false;
  const hear = (): void => {
    if (isAsked) {
      for (const act of acts) act();
      process.exit(130);
    }
    isAsked = true;
    resolve();
  };
  for (const signal of SIGNALS) process.on(signal, hear);
  return {
    asked,
    get isAsked() {
      return isAsked;
    },
    atOnce: (act) => void acts.push(act),
  };
}
