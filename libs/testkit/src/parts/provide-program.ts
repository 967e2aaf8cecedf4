import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { announce } from './announce.js';

const run = promisify(execFile);

export type Wanted = {
  part: string;
  /** Programs that must be found; an absolute path is looked at as it stands. */
  programs: readonly string[];
  debianPackages: readonly string[];
  /** What to set instead, where the part already runs somewhere. */
  addressVariable: string;
};

/** Sees to it that the programs are there: installed before, or by Debian's packages when root; else names the one command. */
export async function providePrograms(wanted: Wanted): Promise<void> {
  if (await allFound(wanted.programs)) return;
  const install = `apt-get install -y --no-install-recommends ${wanted.debianPackages.join(' ')}`;
  if (process.getuid?.() !== 0 || !(await found('apt-get'))) throw await missing(wanted, install);
  announce(`${wanted.part} is not installed: running "${install}".`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) =>
    run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], { env, maxBuffer: 64 * 1024 * 1024 });
  await apt('update');
  // Another package that cannot be set up makes apt-get fail, too: what counts is whether the programs are there.
  const failure = await apt('install', '-y', '--no-install-recommends', ...wanted.debianPackages).then(
    () => undefined,
    (error: Error) => error,
  );
  if (!(await allFound(wanted.programs))) throw failure ?? (await missing(wanted, install));
}

export class PartMissing extends Error {
  override readonly name = 'PartMissing';
}

async function missing(wanted: Wanted, install: string): Promise<PartMissing> {
  const startDocker = process.platform === 'darwin' ? 'open -a Docker' : 'sudo systemctl start docker';
  const command = (await found('apt-get')) ? `sudo ${install}` : startDocker;
  return new PartMissing(
    `${wanted.part} is needed by these tests and cannot be provided here. Run this, then try again:\n\n  ${command}\n\n` +
      `(Or set ${wanted.addressVariable} to one that runs already.)`,
  );
}

const allFound = async (programs: readonly string[]) => (await Promise.all(programs.map(found))).every(Boolean);
const found = async (program: string) => (await findProgram(program)) !== undefined;

/** Where a program is, if it is anywhere. */
export async function findProgram(program: string): Promise<string | undefined> {
  const places = (process.env['PATH'] ?? '').split(delimiter).concat('/usr/sbin', '/usr/bin');
  const paths = program.startsWith('/') ? [program] : places.map((place) => join(place, program));
  const tries = await Promise.allSettled(paths.map((path) => access(path, constants.R_OK)));
  return paths.find((_, i) => tries[i]?.status === 'fulfilled');
}
