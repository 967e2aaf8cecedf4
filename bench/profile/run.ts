/**
 * `npm run bench:profile -- <service>`: drains a small backlog by a whole cluster on this machine and draws where that service's
 * CPU went, as a flame graph: `bench/results/profiles/<service>.svg`.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { SERVICES } from '../cluster/start-services.js';
import { withCluster } from '../cluster/start-cluster.js';
import { drain } from '../phases/drain.js';
import { PLANS } from '../plan.js';
import { drawn, flamesOf } from './flame.js';
import { Profile } from './profile.js';

const RESULTS = fileURLToPath(new URL('../results/', import.meta.url));
const stage = z.enum(SERVICES, { error: `Name one of ${SERVICES.join(', ')}.` }).safeParse(process.argv[2]);

async function profile(service: string): Promise<void> {
  const folders = { logs: `${RESULTS}logs`, profiles: `${RESULTS}profiles` };
  for (const folder of Object.values(folders)) await rm(folder, { recursive: true, force: true });
  await mkdir(folders.logs, { recursive: true });
  console.error('Starting a cluster, and draining a backlog.');
  await withCluster(PLANS.quick, folders, (cluster) => drain(cluster, PLANS.quick));
  const folder = `${folders.profiles}/${service}`;
  const written = await Promise.all((await readdir(folder)).map((name) => readFile(`${folder}/${name}`, 'utf8')));
  // The largest is the service's own; others are of processes that it started.
  const [largest = '{}'] = written.toSorted((a, b) => b.length - a.length);
  const svg = `${folders.profiles}/${service}.svg`;
  await writeFile(svg, `${drawn(flamesOf(Profile.parse(JSON.parse(largest))))}\n`);
  console.log(svg);
}

if (stage.success) await profile(stage.data);
else {
  console.error(z.prettifyError(stage.error));
  process.exitCode = 1;
}
