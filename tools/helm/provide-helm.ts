import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { announce } from '../../libs/testkit/src/parts/announce.js';
import { cachedFolder } from '../../libs/testkit/src/parts/cache-folder.js';
import { PartMissing } from '../../libs/testkit/src/parts/provide-program.js';

const run = promisify(execFile);
const HELM = 'v3.22.0';

/** The Helm to try the chart with: what is installed, else built with Go once and kept; else the one command is named. */
export async function provideHelm(): Promise<string> {
  if (await answers('helm')) return 'helm';
  if (!(await answers('go'))) throw new PartMissing(missing());
  const folder = await cachedFolder(`helm-${HELM}`, async (draft) => {
    announce(`building Helm ${HELM} with Go (some minutes, beside the other tests); it is kept for the next time.`);
    const env = { ...process.env, GOBIN: draft };
    await run('nice', ['go', 'install', `helm.sh/helm/v3/cmd/helm@${HELM}`], { env, maxBuffer: 64 * 1024 * 1024 });
  });
  return join(folder, 'helm');
}

const answers = (program: string) =>
  run(program, ['version']).then(
    () => true,
    () => false,
  );

function missing(): string {
  const script = 'https://raw.githubusercontent.com/helm/helm/main/scripts/get-helm-3';
  const command = process.platform === 'darwin' ? 'brew install helm' : `curl -fsSL ${script} | bash`;
  return `Helm is needed by the chart’s tests and cannot be provided here (nor can Go, to build it). Run this, then try again:\n\n  ${command}\n`;
}
