import { Transform, pipeline, type Readable } from 'node:stream';
import type { ChatFile } from '#contracts';
import { HttpFailure, type GuardedHttp } from '#http';
import { MessengerError, type Call } from '#ports/messenger';
import type { BotApi } from '../bot-api/bot-api.js';
import { CAPABILITIES } from '../limits.js';

/** The channel the file is in. The link made of these holds the token: it goes into no log, no error and no record. */
export type FileRoot = { apiRoot: string; token: string };

/** Streams one file of a person. Reading has no effect, so whatever goes wrong on the way is `unavailable`. */
export async function openFile(
  api: BotApi,
  http: GuardedHttp,
  { apiRoot, token }: FileRoot,
  { signal }: Call,
  file: ChatFile,
): Promise<Readable> {
  if (file.size !== undefined && file.size > CAPABILITIES.maxDownload) throw tooBig();
  const { file_path: path } = await api.call('getFile', { file_id: file.ref }, { signal });
  if (!path) throw new MessengerError('rejected', 'getFile: the file has no path');
  const body = await download(http, `${apiRoot}file/bot${token}/${encodePath(path)}`, signal);
  return pipeline(body, capped(), () => undefined);
}

const encodePath = (path: string) => path.split('/').map(encodeURIComponent).join('/');

async function download(http: GuardedHttp, link: string, signal: AbortSignal): Promise<Readable> {
  try {
    const { status, body } = await http.fetch(link, { signal });
    if (status === 200) return body;
    body.on('error', () => undefined).destroy();
    throw new MessengerError('unavailable', `download of a file: ${status}`);
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    throw new MessengerError('unavailable', `download of a file: ${error.kind}`);
  }
}

const tooBig = () => new MessengerError('rejected', 'download of a file: over the limit');

/** Passes bytes on up to the limit, whatever size the messenger had told. */
function capped(): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > CAPABILITIES.maxDownload) done(tooBig());
      else done(null, chunk);
    },
    destroy(error, done) {
      const known = error === null || error instanceof MessengerError;
      done(known ? error : new MessengerError('unavailable', 'download of a file: broken off'));
    },
  });
}
