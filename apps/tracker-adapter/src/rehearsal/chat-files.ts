import { Readable } from 'node:stream';
import { MessengerError, type MessengerAdapter } from '#ports/messenger';

const MAX_DOWNLOAD = 20 * 1_048_576;

/** A messenger that hands out the files it is given, and does nothing else. */
export function chatFiles(files: Map<string, Buffer | MessengerError>): MessengerAdapter {
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
      return Readable.from(file, { objectMode: false });
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
