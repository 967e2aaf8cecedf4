import { expect, it } from '@jest/globals';
import { drawn, flamesOf } from './flame.js';
import { Profile } from './profile.js';

const frame = (functionName: string, url = '') => ({ functionName, url, lineNumber: 0 });

it('draws what ran as wide as it took, with what it called below it, and nothing of idle time', () => {
  const profile = Profile.parse({
    nodes: [
      { id: 1, callFrame: frame('(root)'), children: [2, 4, 5] },
      { id: 2, callFrame: frame('drain', 'file:///here/dist/libs/lane/src/a.js'), children: [3] },
      { id: 3, callFrame: frame('parse <T>', 'file:///here/node_modules/zod/b.js') },
      { id: 4, callFrame: frame('(idle)') },
      { id: 5, callFrame: frame('narrowerThanALetter') },
    ],
    samples: [2, 3, 3, 4, 5],
    timeDeltas: [100_000, 200_000, 100_000, 5_000, 400],
  });
  const all = flamesOf(profile);
  const [drain] = all.calls.values();
  expect([all.us, drain?.name, drain?.us]).toEqual([400_400, 'drain libs/lane/src/a.js:1', 400_000]);
  expect([...(drain?.calls.values() ?? [])]).toMatchObject([{ name: 'parse <T> zod:1', us: 300_000 }]);
  const svg = drawn(all);
  expect(svg).toContain('<title>parse &lt;T&gt; zod:1: 74.93 %, 300.0 ms</title>');
  expect(svg).not.toContain('idle');
  // Each name is no longer than its bar is wide.
  for (const [, width = '', text] of svg.matchAll(/width="([\d.]+)" height="16"[^>]*\/>(?:<text[^>]*>([^<]*))?/g))
    expect((text ?? '').length * 6).toBeLessThanOrEqual(Number(width));
});
