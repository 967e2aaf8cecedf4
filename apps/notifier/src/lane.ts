import type { CorrelationReads, CorrelationWrite } from '#correlation';
import { CAUSE, type DeadLetter, type LaneService, type Step, type Work, type Worker } from '#lane';
import { planReplay } from './domain/plan-replay.js';
import { endpointOf, planSending, workOf } from './domain/plan-sending.js';
import { placeSlot } from './domain/place-slot.js';
import { saySorry } from './domain/say-sorry.js';
import { Sending, sendingOf } from './domain/sending.js';
import { chatOf, recordId, type TopicRecord } from '#contracts';
import { type Context, reach } from './work/context.js';
import { shownIn } from './work/note-shown.js';
import { inPlaceOf } from './work/send-file.js';
import { send } from './work/send.js';

/** How many calls are under way at one bot at once, or wait for their turn; presses and files still to be had beside them. */
const CAPS = { words: 32, presses: 8, files: 4 };
/** Of the calls at one bot so many may be files, which take long. */
const MOST_FILES = 4;
const FILES_AGAIN_MS = 500;
const FILE_MS = 660_000;
const WORDS_MS = 30_000;
const GIVE_UP_AFTER_MS = 7 * 86_400_000;

/** What the lanes of `deliveries` do: each delivery is worded and sent, in order within its chat and within the rates. */
export function deliveries(context: Context): LaneService<'deliveries', CorrelationReads, CorrelationWrite, undefined> {
  return {
    topic: 'deliveries',
    keysOf: () => [],
    load: async () => undefined,
    take(record) {
      if (record.kind === 'replay.v1') return planReplay(record);
      context.newest.note(record.body);
      return planSending(record, reach(context, record.body.chat)?.channel);
    },
    due: () => ({}),
    givenUp(lost, { now }) {
      switch (lost.kind) {
        case 'record':
          return tellOfRecord(context, lost.record, now);
        case 'unread':
          return tellOfUnread(context, lost.letter, now);
        case 'window':
          return {};
      }
    },
    worker: worker(context),
  };
}

function worker(context: Context): Worker<CorrelationReads, CorrelationWrite> {
  const files = new Map<string, number>();
  const count = (endpoint: string, by: number) => files.set(endpoint, (files.get(endpoint) ?? 0) + by);
  const isCrowded = ({ kind, endpoint }: Work) => kind === 'file' && (files.get(endpoint) ?? 0) >= MOST_FILES;
  return {
    cap: (endpoint) =>
      CAPS[endpoint.endsWith('/presses') ? 'presses' : endpoint.endsWith('/files') ? 'files' : 'words'],
    deadlineMs: ({ kind }) => (kind === 'file' ? FILE_MS : WORDS_MS),
    giveUpAfterMs: () => GIVE_UP_AFTER_MS,
    permit: async (work) => (isCrowded(work) ? FILES_AGAIN_MS : permit(context, work)),
    async run(work, attempt) {
      if (work.kind !== 'file') return send(context, work, attempt);
      // Others may have been permitted with it.
      if (isCrowded(work)) return { kind: 'again', inMs: FILES_AGAIN_MS, unheard: true };
      count(work.endpoint, 1);
      return send(context, work, attempt).finally(() => count(work.endpoint, -1));
    },
    givenUp: (work) => tell(context, work),
    expired: () => ({}),
  };
}

/** What does not go to the messenger waits for no rate; what is free there still waits where the messenger said so. */
async function permit(context: Context, work: Work): Promise<number | { impossible: string }> {
  const sending = sendingOf(work);
  const reached = reach(context, sending.chat);
  if (!reached) {
    const { desk } = chatOf(sending.chat);
    return { impossible: context.desks.has(desk) ? CAUSE.channelNotConfigured : CAUSE.deskNotConfigured };
  }
  const counts = await countsAgainstRates(context, sending, reached.messenger.isBelow);
  if (counts === 'nothing-to-send') return 0;
  const { chat, group } = sending;
  const { rates } = reached.messenger.capabilities;
  const counted = { message: rates, edit: { ...rates, channelPerSecond: Infinity }, free: undefined }[counts];
  return context.rates.wait(work, { channel: endpointOf(chat), chat, group, rates: counted });
}

/** Edits share the budget of their chat's messages (tdlib/td#2592, #3034), not the bot's. Reactions and toasts are free. */
async function countsAgainstRates(
  context: Context,
  { chat, what }: Sending,
  isBelow: Parameters<typeof placeSlot>[2],
): Promise<'message' | 'edit' | 'free' | 'nothing-to-send'> {
  switch (what.kind) {
    case 'say':
    case 'file':
      return 'message';
    case 'remove-buttons':
      return 'edit';
    case 'slot': {
      if (context.newest.passed(chat, what)) return 'nothing-to-send';
      const { kind } = placeSlot(await shownIn(context, chat), what, isBelow);
      return kind === 'outdated' ? 'nothing-to-send' : kind === 'send' ? 'message' : 'edit';
    }
    case 'await-file':
    case 'unworded':
      return 'nothing-to-send';
    case 'react':
    case 'answer-press':
      return 'free';
  }
}

/** A file that was waited for in vain is named in its chat; of other things to read it is told that they did not come. */
function tell(context: Context, work: Work): Step<CorrelationWrite> {
  const sending = Sending.safeParse(work.body).data;
  if (!sending || !reach(context, sending.chat)) return {};
  const now = context.clock.now();
  switch (sending.what.kind) {
    case 'await-file': {
      const { what } = sending;
      return {
        newWork: [workOf(inPlaceOf({ ...sending, what }, what.failed), recordId([work.id], 0, 'given-up'), now)],
      };
    }
    case 'say':
    case 'slot':
    case 'file':
    case 'unworded':
      return sorry(context, sending, work.id, now);
    case 'react':
    case 'answer-press':
    case 'remove-buttons':
      return {};
  }
}

function tellOfRecord(context: Context, record: TopicRecord<'deliveries'>, now: number): Step<CorrelationWrite> {
  if (record.kind !== 'delivery.v1') return {};
  const { desk, chat, reader, language } = record.body;
  return sorry(context, { desk, chat, group: (chat as string) !== reader, reader, language }, record.id, now);
}

/** Of what fits no schema it is known at most which chat it was meant for. */
function tellOfUnread(context: Context, { id, whose }: DeadLetter, now: number): Step<CorrelationWrite> {
  const { chat, person } = whose;
  if (!chat) return {};
  const group = (chat as string) !== person;
  return sorry(context, { desk: chatOf(chat).desk, chat, group, reader: person }, id, now);
}

/** Where the channel is not there any more, nothing can be said. */
function sorry(context: Context, of: Omit<Sending, 'what'>, cause: string, now: number): Step<CorrelationWrite> {
  if (of.sorry || !reach(context, of.chat)) return {};
  return { newWork: [saySorry(of, cause, now)] };
}
