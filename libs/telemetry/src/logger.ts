import pino from 'pino';

/** Facts first, then a sentence. Never a token, a message body or a file link among the facts. */
export type Logger = Record<'debug' | 'info' | 'warn' | 'error', (facts: object, message: string) => void>;

/** JSON lines on stderr, so that stdout stays free for what a command prints. */
export function createLogger(service: string, level: string = 'info'): Logger {
  return pino({ level, base: { service }, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}

export const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** What a log may carry of an error: its name, message and cause's message. */
export function errorFacts(error: unknown): { error: string; cause?: string } {
  if (!(error instanceof Error)) return { error: String(error) };
  const cause = error.cause instanceof Error ? `${error.cause.name}: ${error.cause.message}` : undefined;
  return { error: `${error.name}: ${error.message}`, ...(cause ? { cause } : {}) };
}
