/** `node --import ./tools/source/register.mjs bench/profile/top.ts <file.cpuprofile>…`: where each profile's time goes. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const Profile = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.int() }),
      children: z.array(z.int()).default([]),
    }),
  ),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});
type Frame = z.infer<typeof Profile>['nodes'][number]['callFrame'];

const MOST = 25;

/** `libs/lane/src/engine/writer.js`, `node_modules/zod`, `node:net`, `(garbage collector)`. */
function placeOf({ url, functionName }: Frame): string {
  if (url === '') return functionName;
  const dependency = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  return dependency ?? /(?:dist\/|^)((?:apps|libs)\/.*)$/.exec(url)?.[1] ?? url;
}

const nameOf = (frame: Frame) => `${frame.functionName || '(anonymous)'} ${placeOf(frame)}:${frame.lineNumber + 1}`;

/** Time at the top of the stack, and time anywhere on it, by a name (µs). A frame that calls itself counts once. */
function times(profile: z.infer<typeof Profile>, name: (frame: Frame) => string) {
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children }) => children.map((child) => [child, id] as const)));
  const self = new Map<string, number>();
  const total = new Map<string, number>();
  const add = (to: Map<string, number>, key: string, us: number) => to.set(key, (to.get(key) ?? 0) + us);
  profile.samples.forEach((sample, i) => {
    const us = profile.timeDeltas[i] ?? 0;
    const seen = new Set<string>();
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
      const node = byId.get(id);
      if (node) seen.add(name(node.callFrame));
    }
    const top = byId.get(sample);
    if (top) add(self, name(top.callFrame), us);
    for (const key of seen) add(total, key, us);
  });
  return { self, total };
}

const REST = ['(idle)', '(root)'];

function print(title: string, of: ReadonlyMap<string, number>, busy: number): void {
  console.log(`\n  ${title}`);
  const rows = [...of].filter(([name]) => !REST.includes(name)).sort(([, a], [, b]) => b - a);
  for (const [name, us] of rows.slice(0, MOST))
    console.log(
      `  ${((us / busy) * 100).toFixed(1).padStart(5)} %  ${(us / 1_000).toFixed(0).padStart(7)} ms  ${name}`,
    );
}

for (const file of process.argv.slice(2)) {
  const profile = Profile.parse(JSON.parse(await readFile(file, 'utf8')));
  const places = times(profile, placeOf);
  const functions = times(profile, nameOf);
  const busy = [...places.self].reduce((sum, [place, us]) => sum + (REST.includes(place) ? 0 : us), 0);
  console.log(`${file}: busy ${(busy / 1_000).toFixed(0)} ms`);
  print('self, by file or package', places.self, busy);
  print('self, by function', functions.self, busy);
  print('with what it calls, by function', functions.total, busy);
}
