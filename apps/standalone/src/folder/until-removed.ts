import { statSync } from 'node:fs';

const LOOK_MS = 1_000;

/** The folder that everything is kept in is not there any more: nothing can be promised from now on. */
export class FolderRemoved extends Error {
  override readonly name = 'FolderRemoved';

  constructor(folder: string) {
    super(
      `${folder} was removed while Relaydesk ran, and everything with it: it ends, and the next start begins anew.`,
    );
  }
}

/** Rejects with `FolderRemoved` once the folder is gone, or is another one; until `signal` is aborted. */
export function untilRemoved(folder: string, signal: AbortSignal): Promise<never> {
  const inode = inodeOf(folder);
  return new Promise((_resolve, reject) => {
    const timer = setInterval(() => {
      if (inodeOf(folder) !== inode) reject(new FolderRemoved(folder));
    }, LOOK_MS);
    timer.unref();
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  });
}

/** At once: the pool of threads would be woken for it every second. */
function inodeOf(folder: string): number | undefined {
  try {
    return statSync(folder, { throwIfNoEntry: false })?.ino;
  } catch {
    return undefined;
  }
}
