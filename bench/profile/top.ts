/** `node --import ./tools/source/register.mjs bench/profile/top.ts <file.cpuprofile>…`: where each profile's time goes. */
import { readFile } from 'node:fs/promises';
import { type Frame, nameOf, placeOf, Profile, REST } from './profile.js';

const MOST = 25;

/** Time at the top of the stack, and time anywhere on it, by a name (µs). A frame that calls itself counts once. */
function times(profile: Profile, name: (frame: Frame) => string) {
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
