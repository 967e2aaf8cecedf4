/**
 * `npm run chaos -- --minutes M --nodes N [--seed S] [--desks D] [--people P] [--per-second R]
 * [--engineer-per-second E] [--trial T] [--skew-seconds C]`: strikes a
 * whole cluster of real processes while people write, lets it come to rest and judges what became of every word. What the
 * services logged is left in `chaos/results/logs`.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { randomFrom } from '../bench/load/random-from.js';
import { withGround } from './ground/with-ground.js';
import { live } from './live.js';
import { report } from './report/report.js';
import { strikesOf } from './strikes/strikes.js';
import { TRIAL_NAMES, trialOf } from './strikes/trials.js';

const LOGS = fileURLToPath(new URL('./results/logs', import.meta.url));
const Options = z.object({
  minutes: z.coerce.number().positive().default(5),
  nodes: z.coerce.number().int().min(1).max(8).default(2),
  desks: z.coerce.number().int().min(1).max(100).default(2),
  seed: z.coerce.number().int().default(1),
  people: z.coerce.number().int().min(1).default(40),
  perSecond: z.coerce.number().positive().default(5),
  engineerPerSecond: z.coerce.number().positive().default(0.5),
  trial: z.enum(TRIAL_NAMES).default('all').transform(trialOf),
  skewSeconds: z.coerce.number().min(0).optional(),
});

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    nodes: { type: 'string' },
    seed: { type: 'string' },
    desks: { type: 'string' },
    people: { type: 'string' },
    'per-second': { type: 'string' },
    'engineer-per-second': { type: 'string' },
    trial: { type: 'string' },
    'skew-seconds': { type: 'string' },
  },
});
const options = Options.parse({
  ...values,
  perSecond: values['per-second'],
  engineerPerSecond: values['engineer-per-second'],
  skewSeconds: values['skew-seconds'],
});

const began = Date.now();
const say = (line: string) => console.log(`${String(Math.round((Date.now() - began) / 1_000)).padStart(4)} s  ${line}`);

const over = new AbortController();
const interrupted = new Promise<never>((_, reject) => {
  over.signal.addEventListener('abort', () =>
    reject(new Error('interrupted: everything that was started is being ended.')),
  );
});
// It may come before anyone waits for it.
interrupted.catch(() => undefined);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => over.abort());

const { seed, trial, nodes, desks } = options;
try {
  say(`Starting Kafka, Postgres, Redis, a tracker, a messenger and ${nodes} nodes of each service.`);
  const skew = randomFrom(seed + 3);
  const most = options.skewSeconds ?? trial.skewSeconds ?? 0;
  const clock = () => Math.round((skew() * 2 - 1) * most * 1_000);
  const fillsDisk = strikesOf(trial).some(({ kind }) => kind === 'disk-full');
  const lived = await withGround({ desks, nodes, logs: LOGS, clock, fillsDisk }, (ground) => {
    for (const node of ground.nodes.all) say(`${node.name}'s clock is ${node.clock} ms ahead.`);
    return Promise.race([live(ground, options, say, over.signal), interrupted]);
  });
  process.exitCode = report(lived, trial, say) === 0 ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
