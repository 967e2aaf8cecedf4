import { channelId, deskId, plain, type ChatKey, type Update } from '#contracts';
import type { Call, MessengerAdapter, MessengerPlugin, Normalised, Outgoing, SendCall } from '../adapter.js';
import { MessengerError } from '../error.js';
import type { MessengerUnderTest, Person, Shown } from './harness.js';

export const WHERE = { desk: deskId('acme'), channel: channelId('support') };
/** When the gateway received what a test reads. */
export const RECEIVED_AT = 1_700_000_000_000;

/** What every promise works with: the server, the plugin's adapter for it, and what the adapter has heard so far. */
export type Setting = MessengerUnderTest & {
  adapter: MessengerAdapter;
  adapterFor(config: unknown): MessengerAdapter;
  /** The first update that fits, heard before or waited for by polling. */
  hears(fits: (update: Update) => boolean): Promise<Update>;
};

export function settingFor<C>(plugin: MessengerPlugin<C>, server: MessengerUnderTest): Setting {
  const adapterFor = (config: unknown) => plugin.create(plugin.configSchema.parse(config), WHERE);
  const adapter = adapterFor(server.config);
  return { ...server, adapter, adapterFor, hears: listen(adapter) };
}

function listen(adapter: MessengerAdapter): Setting['hears'] {
  const heard: Update[] = [];
  let after: string | undefined;
  return async (fits) => {
    const signal = AbortSignal.timeout(10_000);
    for (;;) {
      const known = heard.find(fits);
      if (known) return known;
      const { raw, last } = await adapter.poll({ signal }, after, 1_000);
      after = last;
      heard.push(...raw.flatMap((one) => updateOf(adapter.normalise(one, RECEIVED_AT))));
    }
  };
}

const updateOf = (normalised: Normalised | undefined) =>
  normalised && 'update' in normalised ? [normalised.update] : [];

export const calling = (): Call => ({ signal: AbortSignal.timeout(10_000) });

/** A sending that may go out during the next ten seconds. */
export const sending = (signal = AbortSignal.timeout(10_000)): SendCall => ({
  signal,
  sendBy: { wall: Date.now() + 10_000, monotonic: performance.now() + 10_000 },
});

/** A sending whose time has passed. */
export const late = (): SendCall => ({
  ...sending(),
  sendBy: { wall: Date.now() - 1, monotonic: performance.now() - 1 },
});

export const words = (text: string, rest: Partial<Outgoing> = {}): Outgoing => ({
  text: plain(text),
  buttons: [],
  ...rest,
});

export const isIn = (chat: string, key: ChatKey) => key.endsWith(`/${encodeURIComponent(chat)}`);

/** What the channel shows in a person's chat. */
export const shownTo = (person: Person): readonly Shown[] => person.screen().filter(({ by }) => by === 'channel');

/** The error a call ends with, which must be a `MessengerError`. */
export async function errorOf(call: Promise<unknown>): Promise<MessengerError> {
  const end = await call.then(
    () => new Error('The call went through.'),
    (error: unknown) => error,
  );
  if (end instanceof MessengerError) return end;
  throw end;
}
