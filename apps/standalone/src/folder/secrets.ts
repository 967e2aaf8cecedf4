import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Secrets = z.object({
  /** Names this folder; not a secret. */
  instance: z.string(),
  databasePassword: z.string(),
  /** What one-time codes are derived from. */
  codes: z.string(),
  trackerToken: z.string(),
  hookSecret: z.string(),
});
export type Secrets = z.infer<typeof Secrets>;

/** Drawn at the first start, and kept where only the owner reads them. */
export async function keepSecrets(folder: string): Promise<Secrets> {
  const file = join(folder, 'secrets.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) return Secrets.parse(JSON.parse(text));
  const draw = () => randomBytes(24).toString('base64url');
  const secrets = {
    instance: randomBytes(6).toString('hex'),
    databasePassword: draw(),
    codes: draw(),
    trackerToken: draw(),
    hookSecret: draw(),
  };
  await writeFile(`${file}.new`, JSON.stringify(secrets, undefined, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secrets;
}
