import { toString } from 'qrcode';
import { z } from 'zod';
import { CannotStart } from '../cannot-start.js';

const Me = z.object({ ok: z.literal(true), result: z.object({ username: z.string(), first_name: z.string() }) });
const WITHIN_MS = 15_000;

export type RealBot = { name: string; link: string; /** An SVG. */ qr: string };

/** Asks Telegram who the bot of this token is. The token stands in the address, so no error quotes it. */
export async function meetBot(token: string, api: string): Promise<RealBot> {
  const answer = await fetch(`${api}/bot${token}/getMe`, { signal: AbortSignal.timeout(WITHIN_MS) }).catch(() => {
    throw new CannotStart(`Telegram (${api}) cannot be reached from here.`);
  });
  const me = Me.safeParse(await answer.json().catch(() => undefined));
  if (!me.success) throw new CannotStart('Telegram does not know the bot of TELEGRAM_BOT_TOKEN: is the token whole?');
  const { username, first_name: name } = me.data.result;
  const link = `https://t.me/${username}`;
  return { name, link, qr: await toString(link, { type: 'svg', margin: 1 }) };
}
