import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { ignoredBy } from './ignored-by.js';
import { type Dockerfile, readDockerfile, type Stage, type Step } from './read-dockerfile.js';

const root = join(import.meta.dirname, '..', '..');

/** What may run here outside a container. */
const HARMLESS = [/^npm ci( --[a-z-]+(=[a-z]+)?)*$/, /^node tools\/build\/build\.mjs$/];

/**
 * Does what `deploy/Dockerfile` does in folders under `into`, one a stage, and returns that of the image: what would be
 * its `/app`. What the image's own stage runs is left out: it changes the system around `/app`.
 */
export async function buildWithoutDocker(into: string): Promise<{ app: string; dockerfile: Dockerfile }> {
  const dockerfile = readDockerfile(await readFile(join(root, 'deploy', 'Dockerfile'), 'utf8'));
  const ignored = ignoredBy(await readFile(join(root, '.dockerignore'), 'utf8'));
  const folderOf = ({ name }: Pick<Stage, 'name'>) => join(into, name);
  const image = dockerfile.stages.at(-1);
  if (!image) throw new Error('deploy/Dockerfile has no stage');
  for (const stage of dockerfile.stages) {
    await mkdir(folderOf(stage));
    for (const step of stage.steps) {
      if (step.kind === 'copy') await copy(step, into, folderOf(stage), ignored);
      else if (stage !== image) await run(step.command, folderOf(stage));
    }
  }
  return { app: folderOf(image), dockerfile };
}

async function copy(
  { from, sources, to }: Extract<Step, { kind: 'copy' }>,
  stages: string,
  folder: string,
  ignored: (path: string) => boolean,
) {
  for (const source of sources) {
    const path = from ? join(stages, from, relative('/app', source)) : join(root, source);
    const target = join(folder, to);
    const isFile = (await stat(path)).isFile();
    await cp(path, isFile ? join(target, basename(source)) : target, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (one) => from !== undefined || !ignored(relative(root, one)),
    });
  }
}

async function run(command: string, cwd: string) {
  if (!HARMLESS.some((one) => one.test(command))) throw new Error(`Not to be run outside a container: ${command}`);
  const [program = '', ...args] = command.split(' ');
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => (said += String(text)));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${said}`);
}
