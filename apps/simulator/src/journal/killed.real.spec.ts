import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator } from '../index.js';

describe('a simulator killed in the middle', () => {
  let folder: string;
  let child: ChildProcess;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'simulator-'));
  });
  afterEach(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  /** Its address, once it serves. */
  const run = async (): Promise<string> => {
    const program = new URL('../testing/simulator-process.ts', import.meta.url).pathname;
    const register = new URL('../../../../tools/source/register.mjs', import.meta.url).href;
    child = spawn(process.execPath, ['--import', register, program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
    return line.toString().trim();
  };

  it('has everything it answered for when it starts again', async () => {
    const seed = await startSimulator({ folder });
    const bot = seed.createBot();
    const { id: person } = seed.createPerson({ name: 'Anna' });
    await seed.close();

    const url = await run();
    const answered: string[] = [];
    const say = async (text: string): Promise<void> => {
      const body = JSON.stringify({ person, bot: bot.id, text });
      const response = await fetch(`${url}/person/say`, { method: 'POST', body });
      if (response.ok) answered.push(text);
      if (answered.length === 100) child.kill('SIGKILL');
    };
    await Promise.allSettled(Array.from({ length: 200 }, (_, at) => say(`message ${at}`)));
    expect(answered.length).toBeGreaterThanOrEqual(100);

    const again = await startSimulator({ folder });
    const texts = again
      .person(person)
      .with(bot)
      .transcript()
      .map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(answered));
    expect(new Set(texts).size).toBe(texts.length);
    await again.close();
  });
});
