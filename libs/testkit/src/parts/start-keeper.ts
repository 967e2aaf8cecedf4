import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export type Keeper = {
  /** What `RELAYDESK_KEEPER` is set to for the tests. */
  address: string;
  pid: number;
  /** Stops every part; resolves once all are gone. */
  stop(): Promise<void>;
};

/** Starts the keeper of a test run; it ends with us, whether or not `stop` is called. */
export async function startKeeper(): Promise<Keeper> {
  const register = here('../../../../tools/source/register.mjs');
  const child = spawn(process.execPath, ['--import', register, here('./keeper.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const gone = once(child, 'exit');
  const first = once(createInterface(child.stdout), 'line') as Promise<[string]>;
  const [address] = await Promise.race([
    first,
    gone.then(([code]) => Promise.reject(new Error(`the keeper of the parts ended with ${String(code)}`))),
  ]);
  return {
    address,
    pid: child.pid ?? -1,
    async stop() {
      child.stdin.end();
      await gone;
    },
  };
}
