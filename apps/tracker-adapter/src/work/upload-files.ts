import { type ChatFile, chatOf, type Dropped, type FileTrouble } from '#contracts';
import type { Clock } from '#lane';
import { MessengerError } from '#ports/messenger';
import { type As, TrackerError, type Upload } from '#ports/tracker';
import type { Desk } from '#plugins';
import type { CommandWork } from '../domain/work-body.js';
import { FILE_MS, forFile } from './deadlines.js';
import { messengerOf } from './write-parts.js';

/** So many writes may have files on their way at one tracker at once: a slow messenger leaves room for the others. */
const MOST_AT_ONCE = 2;

/** The messenger named a time to come back, which concerns this write alone. */
export class BusyMessenger extends Error {
  override readonly name = 'BusyMessenger';

  constructor(readonly retryAfterMs: number) {
    super('the messenger hands out no files now');
  }
}

type Chat = CommandWork['command']['chat'];
type Way = { clock: Clock; desk: Desk; chat: Chat; as: As; signal: AbortSignal };
type Carried = { uploads: Upload[]; dropped: Dropped[] };

export function createFileUploads(clock: Clock) {
  const busy = new Map<string, number>();
  const count = (desk: Desk, by: number) => busy.set(desk.endpoint, (busy.get(desk.endpoint) ?? 0) + by);

  return {
    /** Whether a write with files may begin. */
    free: (desk: Desk) => (busy.get(desk.endpoint) ?? 0) < MOST_AT_ONCE,
    /**
     * Streams the files of a command from its chat into the tracker, one after the other. One that cannot go along is
     * named with the reason; anything that may pass is thrown, and the whole is done again, which is safe: nobody sees an
     * upload.
     */
    async upload(desk: Desk, { command }: CommandWork, as: As, signal: AbortSignal): Promise<Carried> {
      const files = 'words' in command.action ? command.action.words.files : [];
      const carried: Carried = { uploads: [], dropped: [] };
      if (files.length === 0) return carried;
      count(desk, 1);
      try {
        for (const file of files) await carry({ clock, desk, chat: command.chat, as, signal }, file, carried);
        return carried;
      } finally {
        count(desk, -1);
      }
    },
  };
}

export type FileUploads = ReturnType<typeof createFileUploads>;

async function carry(way: Way, file: ChatFile, { uploads, dropped }: Carried): Promise<void> {
  const trouble = tooBig(way, file);
  if (trouble) return void dropped.push({ what: file.name, trouble });
  try {
    uploads.push(await forFile(way.clock, way.signal, (signal) => upload(way, file, signal)));
  } catch (error) {
    dropped.push({ what: file.name, ...finalNo(error) });
  }
}

async function upload({ clock, desk, chat, as }: Way, file: ChatFile, signal: AbortSignal): Promise<Upload> {
  const messenger = desk.channels.get(chatOf(chat).channel);
  if (!messenger || !desk.tracker.files) throw new TrackerError('rejected', 'no files here');
  const body = await messenger.openFile({ signal }, file);
  try {
    const sendBy = { wall: clock.now() + FILE_MS, monotonic: clock.monotonic() + FILE_MS };
    const { name, mime, size } = file;
    return await desk.tracker.files.upload({ as, signal, sendBy }, { name, mime, size, body });
  } finally {
    body.destroy();
  }
}

/** What a final no says of the file alone; all else concerns the command and is thrown. */
function finalNo(thrown: unknown): Omit<Dropped, 'what'> {
  const error = messengerErrorIn(thrown) ?? thrown;
  if (error instanceof TrackerError && (error.kind === 'rejected' || error.kind === 'not-found')) {
    return error.words ? { why: error.words } : {};
  }
  if (!(error instanceof MessengerError)) throw error;
  if (error.kind === 'rejected' || error.kind === 'not-found') return { trouble: { kind: 'not-handed-over' } };
  if (error.kind === 'throttled' && error.retryAfterMs !== undefined) throw new BusyMessenger(error.retryAfterMs);
  // A messenger that hands nothing over now says nothing about the tracker: the write fails for itself, and tries again.
  throw new TrackerError('conflict', `the messenger: ${error.kind}`, { cause: error });
}

/** The messenger's own error, where a tracker was given what that broke off. */
function messengerErrorIn(error: unknown): MessengerError | undefined {
  let cause = error;
  while (cause instanceof Error && !(cause instanceof MessengerError)) ({ cause } = cause);
  return cause instanceof MessengerError ? cause : undefined;
}

function tooBig({ desk, chat }: Way, { size }: ChatFile): FileTrouble | undefined {
  if (size === undefined) return undefined;
  const given = desk.channels.get(chatOf(chat).channel)?.capabilities.maxDownload;
  const taken = desk.tracker.capabilities.maxFile;
  if (given !== undefined && size > given) {
    return { kind: 'too-big', size, limit: given, messenger: messengerOf(desk, chat) };
  }
  return taken !== undefined && size > taken ? { kind: 'too-big', size, limit: taken } : undefined;
}
