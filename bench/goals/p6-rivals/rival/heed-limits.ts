import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';

const AT_MOST = 5;
const Answer = z.object({
  error_code: z.int(),
  parameters: z.object({ retry_after: z.number().optional() }).optional(),
});
/** telegraf keeps Telegram's answer under `response`, grammY on the error itself. */
const Answered = z.union([Answer, z.object({ response: Answer }).transform(({ response }) => response)]);

/** How long Telegram asks to wait, in ms; undefined: it does not. */
export function askedToWait(error: unknown): number | undefined {
  const seconds = Answered.safeParse(error).data?.parameters?.retry_after;
  return seconds === undefined ? undefined : seconds * 1_000;
}

/** Telegram will never do it: the person has blocked the bot, say. */
export function isRefused(error: unknown): boolean {
  const code = Answered.safeParse(error).data?.error_code ?? 0;
  return code === 400 || code === 403;
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
