import { toString } from 'qrcode';
import { z } from 'zod';
import { CannotStart } from '../cannot-start.js';

const Me = z.object({ ok: z.literal(true), result: z.object({ username: z.string(), first_name: z.string() }) });
const WITHIN_MS = 15_000;

export type RealBot = { name: string; link: string; /** An SVG. */ qr: string };

/** Asks Telegram who the bot of this token is. The token stands in the address, so no error quotes it. */
export async function meetBot(token: string, api: string, ending: AbortSignal): Promise<RealBot> {
  const signal = AbortSignal.any([ending, AbortSignal.timeout(WITHIN_MS)]);
  const answer = await fetch(`${api}/bot${token}/getMe`, { signal }).catch(() => {
    throw new CannotStart(`Telegram does not answer at ${api}: is this machine online, and TELEGRAM_API_ROOT right?`);
  });
  const me = Me.safeParse(await answer.json().catch(() => undefined));
  if (!me.success)
    throw new CannotStart(
      'Telegram knows no bot of this TELEGRAM_BOT_TOKEN: copy the whole of it again from @BotFather.',
    );
  const { username, first_name: name } = me.data.result;
  const link = `https://t.me/${username}`;
  return { name, link, qr: await toString(link, { type: 'svg', margin: 1 }) };
}
