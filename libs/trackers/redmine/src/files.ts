import type { TrackerFile } from '#contracts';
import { TrackerError, type Call, type TrackerFiles, type Upload } from '#ports/tracker';
import type { Readable } from 'node:stream';
import { readAs, writeAs } from './prove-acting.js';
import type { Query, RedmineApi } from './redmine-api.js';
import { OneUpload } from './rest-shapes.js';

/** `spell`: how a name is spelled so that any Redmine can keep it: of one it cannot, the whole upload fails, each time. */
export const redmineFiles = (api: RedmineApi, spell: (name: string) => string): TrackerFiles => ({
  async upload(call, { name: given, mime, size, body }): Promise<Upload> {
    const name = spell(given);
    const path = '/uploads.json';
    const query: Query = [['filename', name], ...(mime === undefined ? [] : [['content_type', mime] as const])];
    const answer = await writeAs(api, call, () => api.upload(call, path, body, size, query));
    const { upload } = api.parse('upload', `POST ${path}`, answer, OneUpload);
    return { id: String(upload.id), token: upload.token, name, mime };
  },

  /** By its id under the configured address: `content_url` names the host Redmine believes to have, often an inner one. */
  async open(call: Call, { ref }: TrackerFile): Promise<Readable> {
    if (!/^\d{1,18}$/.test(ref)) throw new TrackerError('not-found', 'a file reference that is no number');
    const opened = api.open(call, `/attachments/download/${ref}`);
    try {
      return (await readAs(api, call, () => opened)).seen;
    } catch (error) {
      void opened.then(
        (body) => body.on('error', () => undefined).destroy(),
        () => undefined,
      );
      throw error;
    }
  },
});
