import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An application folder and the Node that runs it. */
export type Image = { app: string; node: string };

export type Ended = { code: number | null; output: string };

/** A program that runs in the image's folder. `output`: what it wrote so far. */
export type InContainer = {
  output(): string;
  hasEnded(): boolean;
  ended: Promise<Ended>;
  stop(): Promise<Ended>;
};

/**
 * The image's own Node, at `folder`. Where tests run as root the checkout may be no one else's to read, and neither its
 * Node.
 */
export async function imageOf(app: string, folder: string): Promise<Image> {
  const node = join(folder, 'node');
  await copyFile(process.execPath, node);
  return { app, node };
}

/**
 * Runs a command of the image (`node …`) with nothing but this environment. Where tests run as root it runs as the
 * image's user, to whom everything under `app` is read-only, as in a container.
 */
export function runInContainer(
  { app, node }: Image,
  command: readonly string[],
  env: Record<string, string>,
): InContainer {
  const [, ...args] = command;
  const user = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {};
  const child = spawn(node, args, { cwd: app, env, stdio: ['ignore', 'pipe', 'pipe'], ...user });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  const hasEnded = () => isOver(child);
  return {
    output: () => output,
    hasEnded,
    ended,
    stop() {
      if (!hasEnded()) child.kill('SIGTERM');
      return ended;
    },
  };
}

const isOver = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;
