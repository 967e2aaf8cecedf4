import { writeFile } from 'node:fs/promises';
import { plotOf } from './plot.js';
import type { Result } from './result.js';
import { toMarkdown } from './to-markdown.js';

/** Writes what a run has found so far as `latest.{json,md,svg}` into that folder (it ends in `/`). */
export async function keepResult(folder: string, result: Result): Promise<void> {
  await writeFile(`${folder}latest.svg`, `${plotOf(result.goals)}\n`);
  await writeFile(`${folder}latest.json`, `${JSON.stringify(result, undefined, 2)}\n`);
  await writeFile(`${folder}latest.md`, `${toMarkdown(result)}\n`);
}
