import { type ChatFile, chatOf, type Dropped } from '#contracts';
import { MessengerError } from '#ports/messenger';
import { type As, TrackerError, type Upload } from '#ports/tracker';
import type { Desk } from '#plugins';
import type { CommandWork } from '../domain/work-body.js';

const FILE_MS = 600_000;
const MEGABYTE = 1_048_576;

/**
 * Streams the files of a command from its chat into the tracker, one after the other. One that cannot go along is named
 * with the reason; anything that may pass is thrown, and the whole is done again, which is safe: nobody sees an upload.
 */
export async function uploadFiles(
  desk: Desk,
  { command }: CommandWork,
  as: As,
  signal: AbortSignal,
): Promise<{ uploads: Upload[]; dropped: Dropped[] }> {
  const files = 'words' in command.action ? command.action.words.files : [];
  const uploads: Upload[] = [];
  const dropped: Dropped[] = [];
  for (const file of files) {
    const why = tooBig(desk, command.chat, file);
    if (why) dropped.push({ what: file.name, why });
    else await upload(desk, command.chat, file, as, signal).then((one) => uploads.push(one), drop(file, dropped));
  }
  return { uploads, dropped };
}

async function upload(
  desk: Desk,
  chat: CommandWork['command']['chat'],
  file: ChatFile,
  as: As,
  signal: AbortSignal,
): Promise<Upload> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(FILE_MS)]);
  const messenger = desk.channels.get(chatOf(chat).channel);
  if (!messenger || !desk.tracker.files) throw new TrackerError('rejected', 'no files here');
  const body = await messenger.openFile({ signal: within }, file);
  const sendBy = { wall: Date.now() + FILE_MS, monotonic: performance.now() + FILE_MS };
  const { name, mime, size } = file;
  return desk.tracker.files.upload({ as, signal: within, sendBy }, { name, mime, size, body });
}

/** A final no concerns the file alone; all else concerns the command. */
const drop = (file: ChatFile, dropped: Dropped[]) => (error: unknown) => {
  const words = finalNo(error);
  if (words === undefined) throw passing(error);
  dropped.push({ what: file.name, ...(words ? { why: words } : {}) });
};

function finalNo(error: unknown): string | undefined {
  if (error instanceof TrackerError && error.kind === 'rejected') return error.words ?? '';
  if (error instanceof MessengerError && (error.kind === 'rejected' || error.kind === 'not-found')) return '';
  return undefined;
}

/** A messenger that does not hand a file over now is as good as a tracker that does not take it now. */
function passing(error: unknown): unknown {
  if (!(error instanceof MessengerError)) return error;
  if (error.kind === 'throttled')
    return new TrackerError('throttled', error.message, { retryAfterMs: error.retryAfterMs });
  return new TrackerError('conflict', `the messenger: ${error.kind}`, { cause: error });
}

function tooBig(desk: Desk, chat: CommandWork['command']['chat'], { size }: ChatFile): string | undefined {
  const limit = desk.channels.get(chatOf(chat).channel)?.capabilities.maxDownload;
  const own = desk.tracker.capabilities.maxFile;
  if (size === undefined) return undefined;
  if (limit !== undefined && size > limit)
    return `${megabytes(size)} MB; the messenger gives bots at most ${megabytes(limit)} MB`;
  if (own !== undefined && size > own) return `${megabytes(size)} MB; at most ${megabytes(own)} MB are allowed`;
  return undefined;
}

const megabytes = (bytes: number) => Math.ceil(bytes / MEGABYTE);
