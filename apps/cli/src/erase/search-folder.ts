import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { holdsTrace, type Subject } from '#correlation';
import type { Finding } from './finding.js';

/** Postgres' own files are searched as tables; what the simulated messenger keeps are chats. */
const DATABASE = join('postgres', 'data');
const MESSENGER = 'simulator';

/** Looks through what `npm start` writes into its folder beside the database: logs and notes. No finding where there is no such folder. */
export async function searchFolder(folder: string, subject: Subject, words: readonly string[]): Promise<Finding[]> {
  const store = `Files in ${folder}`;
  try {
    const files = await filesIn(folder);
    return files.length === 0 ? [] : await searchFiles({ folder, files, store }, holdsTrace(subject, words));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    return [{ kind: 'unsearched', store, why: String(code) }];
  }
}

type Holds = ReturnType<typeof holdsTrace>;
type Files = { folder: string; files: readonly string[]; store: string };

async function searchFiles({ folder, files, store }: Files, holds: Holds): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const where of files) {
    const count = await linesThat(join(folder, where), (line) => holds({ key: '', value: Buffer.from(line) }));
    if (count === 0) continue;
    const own = isUnder(where, MESSENGER)
      ? ({ kind: 'not-ours', owner: 'the messenger’s' } as const)
      : { kind: 'left' as const };
    found.push({ ...own, store, where, count });
  }
  return found.some(({ kind }) => kind === 'left') ? found : [{ kind: 'nothing', store }, ...found];
}

const isUnder = (file: string, folder: string) => file.startsWith(join(folder, '/'));

/** Their paths within the folder, without those of the database. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .filter((file) => !isUnder(file, DATABASE));
}

async function linesThat(file: string, holds: (line: string) => boolean): Promise<number> {
  let count = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (holds(line)) count += 1;
  }
  return count;
}
