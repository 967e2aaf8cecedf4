import { access, constants, mkdir } from 'node:fs/promises';
import { CannotStart } from '../cannot-start.js';

/** Makes the folder that everything is kept in, and sees that it can be written to. */
export async function openFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new CannotStart(`${folder} cannot be written to: start in a folder that is yours, or give it to yourself.`, {
      cause,
    });
  }
}
