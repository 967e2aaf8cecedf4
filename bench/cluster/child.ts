import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Processes } from './processes.js';

const REGISTER = fileURLToPath(new URL('../../tools/source/register.mjs', import.meta.url));
const Message = z.union([
  z.object({ ready: z.unknown() }),
  z.object({ id: z.int(), answer: z.unknown() }),
  z.object({ id: z.int(), error: z.string() }),
]);

export type Child = {
  pid: number;
  /** What it said when it was ready. */
  ready: unknown;
  ask<T>(asked: object, answer: z.ZodType<T>): Promise<T>;
};

/** Starts a part of the bench as a process of its own; resolves once it is ready. */
export async function startChild(
  processes: Processes,
  name: string,
  file: URL,
  args: readonly string[] = [],
): Promise<Child> {
  const child = fork(fileURLToPath(file), args, {
    execArgv: ['--import', REGISTER],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  processes.add(name, child);
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const started = Promise.withResolvers<unknown>();
  let asked = 0;
  child.on('message', (raw) => {
    const message = Message.parse(raw);
    if ('ready' in message) return started.resolve(message.ready);
    const question = waiting.get(message.id);
    waiting.delete(message.id);
    if ('error' in message) question?.reject(new Error(`${name}: ${message.error}`));
    else question?.resolve(message.answer);
  });
  void once(child, 'exit').then(() => {
    const gone = new Error(`${name} has ended.`);
    started.reject(gone);
    for (const question of waiting.values()) question.reject(gone);
  });
  return {
    pid: child.pid ?? -1,
    ready: await started.promise,
    async ask(what, shape) {
      const id = (asked += 1);
      const question = Promise.withResolvers<unknown>();
      waiting.set(id, question);
      child.send({ id, asked: what });
      return shape.parse(await question.promise);
    },
  };
}
