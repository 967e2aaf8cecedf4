import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What one check counts towards the last line of `npm test`. A check that is no test suite counts as one. */
export type Result = { passed: number; failed: number };

/** Where the checks of one run leave their results; set by `verify.ts`. */
const FOLDER = 'RELAYDESK_RESULTS';

const fileOf = (folder: string, name: string) => join(folder, `${name}.json`);

export async function writeResult(name: string, result: Result): Promise<void> {
  const folder = process.env[FOLDER];
  if (!folder) return;
  const file = fileOf(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(result));
}

/** A check that left nothing has not run to its end: that is a failure. */
export async function readResult(folder: string, name: string): Promise<Result> {
  const text = await readFile(fileOf(folder, name), 'utf8').catch(() => undefined);
  return text === undefined ? { passed: 0, failed: 1 } : (JSON.parse(text) as Result);
}
