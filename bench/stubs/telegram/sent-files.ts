import { z } from 'zod';
import { FILE_SIZE, fileIdOf, fileOf, messageOfFileId } from '../../load/file-of.js';
import { randomFrom } from '../../load/random-from.js';

/** Of `getFile`: https://core.telegram.org/bots/api#getfile */
const Asked = z.looseObject({ file_id: z.string() });

/** What files are cut from, each from another place, so that handing one out costs as good as nothing. */
const STOCK = octets(2 * FILE_SIZE.most);

function octets(length: number): Buffer {
  const random = randomFrom(length);
  return Buffer.from(Uint32Array.from({ length: length / 4 }, () => random() * 2 ** 32).buffer);
}

/** https://core.telegram.org/bots/api#file; undefined: there is no such file. */
export function toFile(body: string): object | undefined {
  const message = messageOfFileId(Asked.parse(JSON.parse(body)).file_id);
  const file = fileOf(message);
  if (!file) return undefined;
  const path = `documents/file_${message}${file.name.slice(file.name.lastIndexOf('.'))}`;
  return { file_id: fileIdOf(message), file_unique_id: `AgAD${message}`, file_size: file.size, file_path: path };
}

/** What stands there; undefined: nothing. `path`: as `toFile` names it. */
export function contentAt(path: string): Buffer | undefined {
  const [, digits] = /^documents\/file_(\d+)\.\w+$/.exec(path) ?? [];
  const message = Number(digits);
  const file = digits === undefined ? undefined : fileOf(message);
  const from = message % FILE_SIZE.most;
  return file && STOCK.subarray(from, from + file.size);
}
