import { spawn, type ChildProcess } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** As npm runs a script: with a shell between, which waits for its end and passes nothing on. */
const BY_SHELL = '"$0" --import "$1" "$2"; exit $?';

let npm: ChildProcess;

describe('what npm started', () => {
  afterEach(() => {
    try {
      process.kill(-(npm.pid ?? 0), 'SIGKILL');
    } catch {
      // All of it has ended, as it should have.
    }
  });

  /** All it says until nothing of it is left, once `ask` was done to it. */
  async function saysWhen(ask: (pid: number) => void): Promise<string> {
    const args = [
      '-c',
      BY_SHELL,
      process.execPath,
      here('../../../tools/source/register.mjs'),
      here('rehearsal/asked.ts'),
    ];
    npm = spawn('sh', args, {
      env: { ...process.env, NODE_OPTIONS: '', npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    const { pid, stdout } = npm;
    if (pid === undefined || stdout === null) throw new Error('There is no shell.');
    await once(stdout, 'readable');
    ask(pid);
    return text(stdout);
  }

  it('ends where only npm was asked to, though the shell between passes nothing on', async () => {
    expect(await saysWhen((pid) => process.kill(pid, 'SIGTERM'))).toBe('running\nasked\nended\n');
  });

  it('ends in its own time where it was asked along with npm', async () => {
    expect(await saysWhen((pid) => process.kill(-pid, 'SIGTERM'))).toBe('running\nasked\nended\n');
  });
});
