import type { OwnDisk } from './own-disk.js';
import type { Treatment } from './part.js';
import type { ServerProcess } from './server-process.js';

const SIGNALS = { pause: 'SIGSTOP', resume: 'SIGCONT', kill: 'SIGKILL' } as const;

/** Treats servers of ours: all of them, or the one at that place. Each may have a disk of its own, at the same place. */
export const treat =
  (servers: readonly ServerProcess[], disks: readonly OwnDisk[] = []) =>
  async (treatment: Treatment, member?: number) => {
    const meant = <T>(all: readonly T[]) => (member === undefined ? all : all.slice(member, member + 1));
    switch (treatment) {
      case 'restart':
        return void (await Promise.all(meant(servers).map((server) => server.restart())));
      case 'fill-disk':
      case 'free-disk':
        if (meant(disks).length === 0) throw new Error('it has no disk of its own');
        return void (await Promise.all(
          meant(disks).map((disk) => (treatment === 'fill-disk' ? disk.fill() : disk.free())),
        ));
      case 'pause':
      case 'resume':
      case 'kill':
        for (const server of meant(servers)) process.kill(server.pid(), SIGNALS[treatment]);
    }
  };
