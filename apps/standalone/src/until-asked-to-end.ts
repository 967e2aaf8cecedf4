import type { Environment } from './settings.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C may arrive twice: from the terminal, and passed on by npm or whatever stands between. */
const SAME_MS = 500;
const LOOK_MS = 1_000;

export type AskedToEnd = {
  /** Resolves on the first Ctrl-C, SIGTERM or closed terminal, and when the npm that started this was ended. */
  asked: Promise<void>;
  /** Aborted then, for what else would go on asking someone. */
  signal: AbortSignal;
  readonly isAsked: boolean;
  /** What the second one does before the process ends without waiting for anything. */
  atOnce(act: () => void): void;
};

export function untilAskedToEnd(env: Environment): AskedToEnd {
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
  if (env['npm_lifecycle_event'] !== undefined) whenOrphaned(() => askedAt ?? hear());
  return {
    asked,
    signal: asking.signal,
    get isAsked() {
      return askedAt !== undefined;
    },
    atOnce: (act) => void acts.push(act),
  };
}

/** npm passes signals on to the shell between, and that may pass nothing on: it ends, and this process is left behind. */
function whenOrphaned(then: () => void): void {
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    then();
  }, LOOK_MS);
  looking.unref();
}
