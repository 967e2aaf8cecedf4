import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProcesses, type Processes } from './processes.js';
import { type Parts, startParts } from './start-parts.js';

/** What a comparison stands on: `folder` is empty, and goes at the end. */
export type Ground = { folder: string; parts: Parts; processes: Processes };

/** Parts set up as in production, and whatever processes are added; all of it ends with `endings`, the last first. */
export async function openGround(endings: AsyncDisposableStack): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-bench-'));
  endings.defer(() => rm(folder, { recursive: true, force: true }));
  const parts = await startParts({ asInProduction: true });
  endings.defer(parts.stop);
  const processes = createProcesses();
  endings.defer(processes.endAll);
  return { folder, parts, processes };
}
