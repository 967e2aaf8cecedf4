/**
 * `npm run chaos -- --minutes M --nodes N [--seed S] [--people P] [--per-second R] [--trial T] [--skew-seconds C]`: strikes a
 * whole cluster of real processes while people write, lets it come to rest and judges what became of every word. What the
 * services logged is left in `chaos/results/logs`.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { deskName } from '../bench/load/update-of.js';
import { randomFrom } from '../bench/load/random-from.js';
import { linkPeople } from './ground/link-people.js';
import { type Ground, withGround } from './ground/with-ground.js';
import { engineerAt } from './people/engineer.js';
import { peopleOf } from './people/people.js';
import { throwPoison } from './poison/throw-poison.js';
import { report } from './report/report.js';
import { see } from './seen/see.js';
import { listIssues } from './seen/tracker.js';
import { watchChats } from './seen/watch-chats.js';
import { strikeOn } from './strikes/strike-on.js';
import { poisonIn, strikesOf, TRIAL_NAMES } from './strikes/strikes.js';
import { untilRest } from './until-rest.js';

const LOGS = fileURLToPath(new URL('./results/logs', import.meta.url));
const Options = z.object({
  minutes: z.coerce.number().positive().default(5),
  nodes: z.coerce.number().int().min(1).max(8).default(2),
  seed: z.coerce.number().int().default(1),
  people: z.coerce.number().int().min(1).default(40),
  perSecond: z.coerce.number().positive().default(5),
  trial: z.enum(TRIAL_NAMES).default('all'),
  skewSeconds: z.coerce.number().min(0).default(60),
});
type Options = z.infer<typeof Options>;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    nodes: { type: 'string' },
    seed: { type: 'string' },
    people: { type: 'string' },
    'per-second': { type: 'string' },
    trial: { type: 'string' },
    'skew-seconds': { type: 'string' },
  },
});
const options = Options.parse({ ...values, perSecond: values['per-second'], skewSeconds: values['skew-seconds'] });

const PROGRESS_MS = 10_000;
const ENGINEER_PER_SECOND = 0.5;
const began = Date.now();
const say = (line: string) => console.log(`${String(Math.round((Date.now() - began) / 1_000)).padStart(4)} s  ${line}`);

/** Everything of a run: people write, strikes fall, it comes to rest. */
async function live(ground: Ground, { minutes, seed, people: count, perSecond, trial }: Options) {
  const tracker = { url: `${ground.tracker}/${deskName(0)}` };
  const people = peopleOf(ground.simulator, count);
  await linkPeople(ground.databaseUrl, people.linked);
  const engineer = engineerAt(tracker);
  const shown = watchChats(ground.simulator, people.all);
  const { lasting, enough } = clockOf(minutes * 60_000);
  const progress = setInterval(() => {
    say(`${people.written.length} written, ${engineer.comments.length} answered, ${shown.length} shown`);
  }, PROGRESS_MS);
  say(`People write for ${lasting / 60_000} min; seed ${seed}.`);
  const strikes = possible(ground, trial);
  const decided = people.decide(randomFrom(seed + 4), enough);
  const poison = poisonIn(trial);
  const [struck, thrown] = await Promise.all([
    strikeOn(ground, { strikes, random: randomFrom(seed) }, enough, ({ what }) => say(what)),
    poison > 0 ? throwPoison(ground.brokers, poison, randomFrom(seed + 5), enough) : [],
    people.write(perSecond, randomFrom(seed + 1), enough),
    engineer.answer(ENGINEER_PER_SECOND, randomFrom(seed + 2), enough),
  ]).finally(() => clearInterval(progress));
  say('Calm. Waiting for rest.');
  const happened = async () => (await listIssues(tracker)).length + ground.simulator.counters.sends.length;
  const open = async () => (await ground.undone()) + people.waiting();
  const undone = await untilRest({ open, happened, nodes: ground.nodes }, (left) => say(`${left} things to do`));
  if (undone === 0) await decided;
  const sights = await see(ground, { people, engineer, shown, tracker });
  return { ...sights, struck, thrown, undone, exchanges: ground.exchanges, nodes: ground.nodes };
}

function clockOf(lasting: number) {
  const end = Date.now() + lasting;
  return { lasting, enough: () => Date.now() >= end };
}

/** What a trial strikes with, loudly without what cannot be done on this machine. */
function possible(ground: Ground, trial: Options['trial']) {
  return strikesOf(trial).filter(({ kind, impossible }) => {
    const why = impossible?.(ground);
    if (why !== undefined) say(`NOT TRIED: ${kind}: ${why}.`);
    return why === undefined;
  });
}

const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => reject(new Error('interrupted: everything that was started is being ended.')));
});
// It may come before anyone waits for it.
interrupted.catch(() => undefined);

try {
  say(`Starting Kafka, Postgres, Redis, a tracker, a messenger and ${options.nodes} nodes of each service.`);
  const skew = randomFrom(options.seed + 3);
  const clock = () => Math.round((skew() * 2 - 1) * options.skewSeconds * 1_000);
  const lived = await withGround({ nodes: options.nodes, logs: LOGS, clock }, (ground) => {
    for (const node of ground.nodes.all) say(`${node.name}'s clock is ${node.clock} ms ahead.`);
    return Promise.race([live(ground, options), interrupted]);
  });
  process.exitCode = report(lived, say) === 0 ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
