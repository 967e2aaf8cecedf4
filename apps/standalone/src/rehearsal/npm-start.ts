import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../../../bin/relaydesk.mjs', import.meta.url));
const FROM_OUTSIDE = /^(TELEGRAM|REDMINE|DATABASE|KAFKA|REDIS|RELAYDESK)_/;

/** A folder of one's own to start in, and what runs there. */
export type Place = { folder: string; leave(): Promise<void> };

export async function freshPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-start-'));
  // Postgres, which does not run as root, must pass through.
  await chmod(folder, 0o755);
  return { folder, leave: () => rm(folder, { recursive: true, force: true }) };
}

export type Started = {
  /** All it has said so far, line by line. */
  said: readonly string[];
  /** Resolves with the address once it is ready; rejects if it ends before. */
  address: Promise<string>;
  ended: Promise<number | null>;
  signal(signal: NodeJS.Signals): void;
  /** Nobody reads what it says any more, and it hears so. */
  closeTerminal(): void;
};

/** `relaydesk …` in a folder, as a person would run it there: what it ended with, and what it said. */
export async function relaydesk(
  { folder }: Place,
  ...words: readonly string[]
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [COMMAND, ...words], {
    cwd: folder,
    env: outside(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: code as number | null, out, err };
}

/** The environment without what concerns Relaydesk. */
const outside = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !FROM_OUTSIDE.test(name) && name !== 'NODE_OPTIONS'),
  );

/** `npm start` in a folder, on any free port, as at a terminal: in a process group of its own. */
export function npmStart({ folder }: Place, env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [COMMAND, 'standalone'], {
    cwd: folder,
    env: { ...outside(), PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const said: string[] = [];
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const address = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        said.push(line);
        const [found] = /http:\/\/localhost:\d+/.exec(line) ?? [];
        if (found !== undefined && line.includes('ready')) resolve(found);
      });
    }
    void ended.then(() => reject(new Error(`It ended:\n${said.join('\n')}`)));
  });
  address.catch(() => undefined);
  /** To the whole group, as a terminal does it. */
  const signal = (name: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? 0), name);
  };
  return {
    said,
    address,
    ended,
    signal,
    closeTerminal() {
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
      signal('SIGHUP');
    },
  };
}
