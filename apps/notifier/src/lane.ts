import { chatOf } from '#contracts';
import type { CorrelationReads, CorrelationWrite } from '#correlation';
import type { LaneService, Worker } from '#lane';
import { type Channel, endpointOf, planSending } from './domain/plan-sending.js';
import { placeSlot } from './domain/place-slot.js';
import { Sending } from './domain/sending.js';
import type { Rates } from './work/rates.js';
import { type Context, send } from './work/send.js';

/** How many sendings are under way at one bot at once. */
const CAP = 16;
const DEADLINES: Readonly<Record<string, number>> = { file: 660_000 };
const DEADLINE_MS = 30_000;

/** What the lanes of `deliveries` do: each delivery is worded and sent, in order within its chat and within the rates. */
export function deliveries(
  context: Context & { rates: Rates },
): LaneService<'deliveries', CorrelationReads, CorrelationWrite, undefined> {
  return {
    topic: 'deliveries',
    keysOf: () => [],
    load: async () => undefined,
    take: (record) => planSending(record, channelOf(context, record.body.chat)),
    due: () => ({}),
    worker: worker(context),
  };
}

function worker(context: Context & { rates: Rates }): Worker<CorrelationReads, CorrelationWrite> {
  return {
    cap: () => CAP,
    deadlineMs: ({ kind }) => DEADLINES[kind] ?? DEADLINE_MS,
    async permit(work) {
      const sending = Sending.parse(work.body);
      if (!(await countsAgainstRates(context, sending))) return 0;
      const { chat, group } = sending;
      return context.rates.wait({ channel: work.endpoint, chat, group }, channelOf(context, chat).capabilities.rates);
    },
    run: (work, attempt) => send(context, work, attempt),
    givenUp: () => ({}),
    expired: () => ({}),
  };
}

/** New messages count; in groups edits share their budget (tdlib/td#2592). Reactions, toasts and other edits are free. */
async function countsAgainstRates({ desks, reads }: Context, { chat, desk, group, what }: Sending): Promise<boolean> {
  if (what.kind === 'say' || what.kind === 'file') return true;
  if (what.kind !== 'slot') return false;
  const isBelow = desks.get(desk)?.channels.get(chatOf(chat).channel)?.isBelow;
  if (group || !isBelow) return true;
  return placeSlot((await reads.shown([chat])).get(chat), what, isBelow).kind === 'send';
}

function channelOf({ desks }: Context, chat: Sending['chat']): Channel {
  const { desk: id, channel: of } = chatOf(chat);
  const desk = desks.get(id);
  const messenger = desk?.channels.get(of);
  if (!desk || !messenger) throw new RangeError('its channel is not configured any more');
  const kind = desk.config.channels.find((channel) => channel.id === of)?.messenger ?? '';
  const name = kind.charAt(0).toUpperCase() + kind.slice(1);
  return { endpoint: endpointOf(chat), messenger: name, capabilities: messenger.capabilities };
}
