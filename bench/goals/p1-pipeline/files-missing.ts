import { fileOf } from '../../load/file-of.js';
import type { Request } from './recorded.js';

/** How many files of these messages are not among these requests: fetched, and sent to the tracker whole. */
export function filesMissing(requests: readonly Request[], first: number, messages: number): number {
  const fetched = new Set<number>();
  const sent = new Set<string>();
  for (const { url, octets } of requests) {
    const { pathname, searchParams } = new URL(url);
    const [, message] = /^\/file\/bot[^/]+\/documents\/file_(\d+)\./.exec(pathname) ?? [];
    if (message !== undefined) fetched.add(Number(message));
    if (octets !== undefined) sent.add(`${octets} ${searchParams.get('filename')}`);
  }
  const isMissing = (message: number) => {
    const file = fileOf(message);
    return file !== undefined && !(fetched.has(message) && sent.has(`${file.size} ${file.name}`));
  };
  return Array.from({ length: messages }, (_, i) => first + i).filter(isMissing).length;
}
