import { chatOf, type DeskId } from '#contracts';
import type { CorrelationReads, CorrelationWrite } from '#correlation';
import type { Attempt, Clock, Step } from '#lane';
import type { Desk } from '#plugins';
import type { MessengerAdapter } from '#ports/messenger';
import type { TrackerFiles } from '#ports/tracker';
import type { Logger } from '#telemetry';
import type { Channel } from '../domain/plan-sending.js';
import type { Sending } from '../domain/sending.js';
import type { NewestVersions } from './newest-versions.js';
import type { Rates } from './rates/create-rates.js';

/** What of a desk a notifier needs. */
export type NotifiedDesk = Pick<Desk, 'channels'> & {
  config: Pick<Desk['config'], 'channels'>;
  tracker: { files?: TrackerFiles };
};

/** What every sending needs. */
export type Context = {
  desks: ReadonlyMap<DeskId, NotifiedDesk>;
  reads: CorrelationReads;
  clock: Clock;
  logger: Logger;
  rates: Rates;
  newest: NewestVersions;
};

export type Call = { signal: AbortSignal; sendBy: Attempt['sendBy'] };
export type Sent = Step<CorrelationWrite>;

/** Where a chat is reached; undefined once its channel is configured no more. */
export function reach(
  { desks }: Context,
  chat: Sending['chat'],
): { desk: NotifiedDesk; messenger: MessengerAdapter; to: string; channel: Channel } | undefined {
  const { desk: id, channel: of, chat: to } = chatOf(chat);
  const desk = desks.get(id);
  const messenger = desk?.channels.get(of);
  if (!desk || !messenger) return undefined;
  const kind = desk.config.channels.find((channel) => channel.id === of)?.messenger ?? '';
  const name = kind.charAt(0).toUpperCase() + kind.slice(1);
  return { desk, messenger, to, channel: { messenger: name, capabilities: messenger.capabilities } };
}
