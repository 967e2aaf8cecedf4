import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cache = () => join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'relaydesk');

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * A folder that is made once per machine and kept. It appears whole or not at all: `fill` works in a folder beside it,
 * and where two runs fill the same one at once, the second to finish uses what the first has made.
 */
export async function cachedFolder(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const kept = join(cache(), name);
  if (await exists(kept)) return kept;
  await mkdir(cache(), { recursive: true });
  const draft = await mkdtemp(join(cache(), `.${name}-`));
  try {
    await fill(draft);
    await rename(draft, kept).catch(async (error: unknown) => {
      if (!(await exists(kept))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return kept;
}
