/** Turns `apps/` and `libs/` into `dist/`: swc takes the types away, other files are copied as they are. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..', '..');
const dist = join(root, 'dist');
const stamp = join(dist, '.built');

/** Tests and what only tools read stay out. */
const LEFT_OUT = /\.spec\.ts$|\.d\.ts$|\.arbitrary\.ts$|project\.json$|\/(conformance|rehearsal)\/|^libs\/testkit\//;

/** Files under `folder`, as paths from it; none where there is no such folder. */
async function filesUnder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

async function sources() {
  const found = await Promise.all(
    ['apps', 'libs'].map(async (folder) => (await filesUnder(join(root, folder))).map((file) => `${folder}/${file}`)),
  );
  return found.flat().filter((file) => !LEFT_OUT.test(file));
}

const changedAt = (file) =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

/** Several processes may build at once: a file is never seen half written. */
async function put(file, content) {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, content);
  await rename(draft, file);
}

async function buildFile(source, swc, options) {
  const from = join(root, source);
  const to = join(dist, source);
  if (!source.endsWith('.ts')) return put(to, await readFile(from));
  const out = to.replace(/\.ts$/, '.js');
  const { code, map } = await swc.transformFile(from, { ...options, sourceFileName: relative(dirname(out), from) });
  const name = out.slice(dirname(out).length + 1);
  await put(`${out}.map`, map);
  await put(out, `${code}\n//# sourceMappingURL=${name}.map\n`);
}

/** Whether a source is newer than what was built last. Without sources, as in an image, what is there is right. */
async function isStale(files) {
  if (files.length === 0) return false;
  const built = await changedAt(stamp);
  const configs = ['.swcrc', 'package.json', 'tools/build/build.mjs'];
  const times = await Promise.all([...files, ...configs].map((file) => changedAt(join(root, file))));
  return times.some((time) => time > built);
}

async function removeLeftovers(files) {
  const wanted = new Set(
    files.flatMap((file) => [file, file.replace(/\.ts$/, '.js'), file.replace(/\.ts$/, '.js.map')]),
  );
  const old = (await filesUnder(dist)).filter((file) => file !== '.built' && !/\.\d+$/.test(file) && !wanted.has(file));
  await Promise.all(old.map((file) => rm(join(dist, file), { force: true })));
}

/** Builds what has changed since the last build: everything, as one second is all it takes. */
async function buildIfStale() {
  const files = await sources();
  if (!(await isStale(files))) return;
  const begun = new Date().toISOString();
  const swc = await import('@swc/core');
  const { jsc, module } = JSON.parse(await readFile(join(root, '.swcrc'), 'utf8'));
  const options = { jsc, module, sourceMaps: true, swcrc: false };
  await Promise.all(files.map((file) => buildFile(file, swc, options)));
  await removeLeftovers(files);
  await put(stamp, begun);
}

/** The same, in a process of its own: the compiler does not stay in the memory of whoever starts. */
export async function buildApart() {
  if (!(await isStale(await sources()))) return;
  const [code] = await once(spawn(process.execPath, [import.meta.filename], { stdio: 'inherit' }), 'exit');
  if (code !== 0) process.exit(1);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await buildIfStale();
