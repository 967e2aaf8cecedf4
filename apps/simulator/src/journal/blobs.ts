import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The bytes of files, by key. Written once, never changed. */
export interface Blobs {
  put(key: string, bytes: Buffer): void;
  get(key: string): Buffer;
}

export function blobsInMemory(): Blobs {
  const kept = new Map<string, Buffer>();
  return {
    put: (key, bytes) => void kept.set(key, bytes),
    get(key) {
      const bytes = kept.get(key);
      if (bytes === undefined) throw new RangeError(`There is no blob ${key}`);
      return bytes;
    },
  };
}

/** One file each; renamed into place, so that a killed process leaves no half ones. */
export function blobsInFolder(folder: string): Blobs {
  mkdirSync(folder, { recursive: true });
  return {
    put(key, bytes) {
      const place = join(folder, key);
      writeFileSync(`${place}.part`, bytes);
      renameSync(`${place}.part`, place);
    },
    get: (key) => readFileSync(join(folder, key)),
  };
}
