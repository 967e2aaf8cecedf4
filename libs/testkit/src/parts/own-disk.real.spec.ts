import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { ownDisk } from './own-disk.js';

/** Nobody else may mount a disk. */
const itAsRoot = process.platform === 'linux' && process.getuid?.() === 0 ? it : it.skip;

itAsRoot(
  'a disk of one’s own takes nothing more once it is filled, keeps what it has, and is gone in the end',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'relaydesk-disk-'));
    const disk = await ownDisk(folder, 1);
    const [kept, late] = [join(folder, 'kept'), join(folder, 'late')];
    await writeFile(kept, 'words');
    await disk.fill();
    await expect(writeFile(late, 'more')).rejects.toThrow('ENOSPC');
    await disk.free();
    await writeFile(late, 'more');
    expect(await readFile(kept, 'utf8')).toBe('words');
    await disk.remove();
    await expect(readFile(kept)).rejects.toThrow('ENOENT');
    await rm(folder, { recursive: true });
  },
);
