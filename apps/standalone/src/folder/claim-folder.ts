import { readFileSync, rmSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '../cannot-start.js';

/** The address that the page of a running instance answers with the instance's name. */
export const INSTANCE_PATH = '/api/instance';
const ANSWERS_WITHIN_MS = 1_000;

/** Throws where another instance works in this folder. What a killed one left behind does not count: it does not answer. */
export async function refuseSecondInstance(folder: string, instance: string): Promise<void> {
  const address = await readFile(claimIn(folder), 'utf8').catch(() => undefined);
  if (address === undefined) return;
  const answer = await ask(address.trim());
  if (answer === instance) throw new CannotStart(`Relaydesk runs in ${folder} already: ${address.trim()}`);
  await rm(claimIn(folder), { force: true });
}

/** Notes under which address this instance answers; of two at once, the second finds the first's note. */
export async function claimFolder(folder: string, instance: string, address: string): Promise<() => void> {
  const file = claimIn(folder);
  await writeFile(file, address, { flag: 'wx' }).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    await refuseSecondInstance(folder, instance);
    await writeFile(file, address);
  });
  return () => {
    if (noteIn(file) === address) rmSync(file, { force: true });
  };
}

function noteIn(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

const claimIn = (folder: string) => join(folder, 'running-at');

async function ask(address: string): Promise<string | undefined> {
  try {
    const answer = await fetch(new URL(INSTANCE_PATH, address), { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
    return await answer.text();
  } catch {
    return undefined;
  }
}
