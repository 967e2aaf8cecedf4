import { z } from 'zod';

/** Of `getUpdates`: https://core.telegram.org/bots/api#getupdates */
const Asked = z.looseObject({
  offset: z.int().default(0),
  limit: z.int().default(100),
  timeout: z.number().default(0),
});
type Asked = z.infer<typeof Asked>;

type Update = { id: number; json: string };
type Answer = (updates: string) => void;
type Bot = { held: Update[]; waiting?: (() => void) | undefined };

/** The updates of bots that ask for theirs: held until an offset confirms them, and a poll waits where there are none. */
export function holdUpdates() {
  const bots = new Map<string, Bot>();

  function botOf(token: string): Bot {
    const bot = bots.get(token) ?? { held: [] };
    bots.set(token, bot);
    return bot;
  }

  return {
    /** In the order of their ids. */
    hold(token: string, update: Update): void {
      const bot = botOf(token);
      bot.held.push(update);
      // What is handed over at once comes with one answer.
      if (bot.waiting) setImmediate(() => bot.waiting?.());
    },
    /** `answer` is given the updates as a JSON list, now or when there are some. Gives how to forget who waits. */
    poll(token: string, body: string, answer: Answer): () => void {
      const { offset, limit, timeout } = Asked.parse(JSON.parse(body || '{}'));
      const bot = botOf(token);
      bot.held = bot.held.filter(({ id }) => id >= offset);
      const reply = () => {
        forget();
        const json = bot.held.slice(0, limit).map((update) => update.json);
        answer(`[${json.join()}]`);
      };
      const timer = bot.held.length === 0 && timeout > 0 ? setTimeout(reply, timeout * 1_000) : undefined;
      function forget(): void {
        clearTimeout(timer);
        if (bot.waiting === reply) bot.waiting = undefined;
      }
      if (timer) bot.waiting = reply;
      else reply();
      return forget;
    },
  };
}
