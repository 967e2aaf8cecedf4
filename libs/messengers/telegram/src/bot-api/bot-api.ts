import { Telegram, TelegramError } from 'telegraf';
import type { Opts, Telegram as Methods } from 'telegraf/types';
import { guardedAgents, newSending, type Sending, sendThrough } from '#http';
import { type Call, MessengerError, type SendCall } from '#ports/messenger';
import { fromBrokenExchange, fromRefusal, Refusal, type Asked } from './to-messenger-error.js';

export type Method = keyof Methods;

/** One bot's methods. Throws only `MessengerError`; retries nothing. */
export type BotApi = {
  call<M extends Method>(method: M, payload: Opts<M>, call: Call | SendCall): Promise<ReturnType<Methods[M]>>;
  close(): void;
};

/** telegraf's client and no more of it: it gets no update, no webhook and no request to answer. */
export function createBotApi({ token, apiRoot }: { token: string; apiRoot: string }): BotApi {
  const agents = guardedAgents();
  const telegram = new Telegram(token, { apiRoot, webhookReply: false });
  // Set here, since telegraf's constructor takes the agent away from an `http:` root.
  telegram.options.agent = apiRoot.startsWith('http:') ? agents.http : agents.https;
  return {
    close: agents.close,
    async call(method, payload, call) {
      const sending = newSending('sendBy' in call ? call.sendBy : undefined);
      const asked = { method, effect: 'sendBy' in call };
      // No word of the messenger: whatever was waited for before took too long.
      if (call.signal.aborted && asked.effect) throw new MessengerError('late', `${method}: not begun`);
      try {
        call.signal.throwIfAborted();
        return await sendThrough(sending, () => telegram.callApi(method, payload, { signal: asShim(call.signal) }));
      } catch (error) {
        throw toMessengerError(asked, sending, error);
      }
    },
  };
}

function toMessengerError(asked: Asked, sending: Sending, error: unknown) {
  const refusal = error instanceof TelegramError ? Refusal.safeParse(error.response) : undefined;
  return refusal?.success ? fromRefusal(asked, refusal.data) : fromBrokenExchange(asked, sending, error);
}

/** telegraf names the type of a shim; what it does with it, Node's own signal does too. */
const asShim = (signal: AbortSignal) => signal as unknown as NonNullable<Parameters<Telegram['callApi']>[2]>['signal'];
