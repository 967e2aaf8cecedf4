import { Readable } from 'node:stream';
import { MessengerError, type MessengerAdapter } from '#ports/messenger';

const MAX_DOWNLOAD = 20 * 1_048_576;

/** What a messenger hands out: a file, why not, or its beginning, and why no more. */
export type ChatFiles = Map<string, Buffer | MessengerError | { begin: Buffer; error: MessengerError }>;

/** A messenger that hands out the files it is given, and does nothing else. */
export function chatFiles(files: ChatFiles): MessengerAdapter {
  const never = () => Promise.reject(new MessengerError('rejected', 'this chat only has files'));
  return {
    capabilities: {
      maxText: 4_096,
      maxCaption: 1_024,
      maxDownload: MAX_DOWNLOAD,
      maxUpload: MAX_DOWNLOAD,
      maxToast: 200,
      edits: true,
      reactions: true,
      rates: { chatPerSecond: 1, groupPerMinute: 20, channelPerSecond: 30 },
    },
    async openFile(_call, { ref }) {
      const file = files.get(ref) ?? new MessengerError('not-found', 'no such file');
      if (file instanceof MessengerError) throw file;
      return Readable.from('begin' in file ? brokenOff(file) : [file], { objectMode: false });
    },
    me: never,
    genuine: () => false,
    normalise: () => undefined,
    poll: never,
    receiveAt: never,
    send: never,
    sendFile: never,
    edit: never,
    react: never,
    removeButtons: never,
    answerPress: never,
    isBelow: () => false,
    close: async () => undefined,
  };
}

async function* brokenOff({ begin, error }: { begin: Buffer; error: MessengerError }) {
  yield begin;
  throw error;
}
