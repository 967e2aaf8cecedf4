import { execFile } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CHUNK = Buffer.alloc(64 * 1_024);

export type OwnDisk = {
  /** Until not a byte is left. */
  fill(): Promise<void>;
  free(): Promise<void>;
  remove(): Promise<void>;
};

/** A small disk in memory, mounted at that folder. Linux, and root, only: elsewhere it rejects with what `mount` says. */
export async function ownDisk(folder: string, megabytes: number): Promise<OwnDisk> {
  await mkdir(folder, { recursive: true });
  await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  // A name that Kafka takes for none of its own.
  const filler = join(folder, '.filler');
  return {
    async fill() {
      const file = await open(filler, 'w');
      try {
        for (;;) await file.write(CHUNK);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        await file.close();
      }
    },
    free: () => rm(filler, { force: true }),
    async remove() {
      // What ended a moment ago may still let go of its files.
      await run('umount', ['--lazy', folder]);
    },
  };
}
