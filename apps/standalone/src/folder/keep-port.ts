import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { freePort, isFree } from './free-port.js';

const Port = z.coerce.number().int().min(1).max(65_535);

/**
 * The port of this folder's tracker, the same at every start: whatever waits for a tracker knows it by its address. Another
 * one only where someone else has taken it meanwhile.
 */
export async function keepPort(folder: string): Promise<number> {
  const file = join(folder, 'tracker-port');
  const kept = Port.safeParse(await readFile(file, 'utf8').catch(() => undefined));
  if (kept.success && (await isFree(kept.data))) return kept.data;
  const port = await freePort();
  await writeFile(file, String(port));
  return port;
}
