import { stat } from 'node:fs/promises';

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
export async function untilRemoved(folder: string, signal: AbortSignal): Promise<never> {
  const inode = await inodeOf(folder);
  return new Promise((_resolve, reject) => {
    const timer = setInterval(async () => {
      if ((await inodeOf(folder)) !== inode) reject(new FolderRemoved(folder));
    }, LOOK_MS);
    timer.unref();
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  });
}

const inodeOf = (folder: string) =>
  stat(folder).then(
    ({ ino }) => ino,
    () => undefined,
  );
