import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';

const AT_MOST = 5;
/** telegraf keeps it under `response`, grammY on the error itself. */
const Parameters = z.object({ parameters: z.object({ retry_after: z.number() }) });
const Limited = z.union([Parameters, z.object({ response: Parameters }).transform(({ response }) => response)]);

/** How long Telegram asks to wait, in ms; undefined: it is not that. */
export function askedToWait(error: unknown): number | undefined {
  const limited = Limited.safeParse(error).data;
  return limited && limited.parameters.retry_after * 1_000;
}

/** Calls Telegram, again once it has waited where Telegram asks for that. */
export async function heedLimits<T>(call: () => Promise<T>): Promise<T> {
  for (let calls = 1; ; calls += 1) {
    try {
      return await call();
    } catch (error) {
      const ms = askedToWait(error);
      if (ms === undefined || calls === AT_MOST) throw error;
      await wait(ms);
    }
  }
}
