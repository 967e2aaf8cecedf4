/**
 * `npm run chaos -- --minutes M --nodes N [--seed S] [--people P]`: strikes a whole cluster of real processes while people
 * write, lets it come to rest and judges what became of every word. What the services logged is left in `chaos/results/logs`.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type History, isFailure, judge } from '#history';
import { deskName } from '../bench/load/update-of.js';
import { randomFrom } from '../bench/load/random-from.js';
import { type Ground, withGround } from './ground/with-ground.js';
import { engineerAt } from './people/engineer.js';
import { peopleOf } from './people/people.js';
import { commentedIn, itemsOf } from './seen/items.js';
import { listIssues, readIssues } from './seen/tracker.js';
import { watchChats } from './seen/watch-chats.js';
import { answeredAt, strikeOn } from './strikes/strike-on.js';
import { untilRest } from './until-rest.js';

const LOGS = fileURLToPath(new URL('./results/logs', import.meta.url));
const Options = z.object({
  minutes: z.coerce.number().positive().default(5),
  nodes: z.coerce.number().int().min(1).max(8).default(2),
  seed: z.coerce.number().int().default(1),
  people: z.coerce.number().int().min(1).default(40),
  perSecond: z.coerce.number().positive().default(5),
});
type Options = z.infer<typeof Options>;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    nodes: { type: 'string' },
    seed: { type: 'string' },
    people: { type: 'string' },
    'per-second': { type: 'string' },
  },
});
const options = Options.parse({ ...values, perSecond: values['per-second'] });

const PROGRESS_MS = 10_000;
const ENGINEER_PER_SECOND = 0.5;
const SHOWN_SENTENCES = 60;
const began = Date.now();
const say = (line: string) => console.log(`${String(Math.round((Date.now() - began) / 1_000)).padStart(4)} s  ${line}`);

/** Everything of a run: people write, strikes fall, it comes to rest. */
async function live(ground: Ground, { minutes, seed, people: count, perSecond }: Options) {
  const tracker = { url: `${ground.tracker}/${deskName(0)}` };
  const people = peopleOf(ground.simulator, count);
  const engineer = engineerAt(tracker);
  const shown = watchChats(ground.simulator, people.all);
  const end = Date.now() + minutes * 60_000;
  const enough = () => Date.now() >= end;
  const progress = setInterval(() => {
    say(`${people.written.length} written, ${engineer.comments.length} answered, ${shown.length} shown`);
  }, PROGRESS_MS);
  say(`People write for ${minutes} min; seed ${seed}.`);
  const [strikes] = await Promise.all([
    strikeOn(ground, randomFrom(seed), enough, ({ what }) => say(what)),
    people.write(perSecond, randomFrom(seed + 1), enough),
    engineer.answer(ENGINEER_PER_SECOND, randomFrom(seed + 2), enough),
  ]).finally(() => clearInterval(progress));
  say('Calm. Waiting for rest.');
  const happened = async () => (await listIssues(tracker)).length + ground.simulator.counters.sends.length;
  const undone = await untilRest(ground, happened, (left) => left % 10 === 1 && say(`${left} things to do`));
  const issues = await readIssues(tracker);
  const items = itemsOf(issues);
  const history: History = {
    written: people.written,
    commented: commentedIn(items, engineer.comments, people.all),
    told: [],
    items,
    shown: shown.map((one) => ({ ...one, answered: answeredAt(one.at, strikes) })),
    owned: [],
    deeds: [],
  };
  return { history, strikes, undone, fallen: ground.nodes.fallen };
}

function report({ history, strikes, undone, fallen }: Awaited<ReturnType<typeof live>>): number {
  say(`${history.items.length} items in the tracker, ${history.shown.length} shown. Judging.`);
  const verdicts = judge(history);
  const failures = verdicts.filter(isFailure);
  for (const [kind, all] of Map.groupBy(verdicts, (one) => one.kind)) say(`${all.length} ${kind}`);
  for (const { kind, sentence } of failures.slice(0, SHOWN_SENTENCES)) console.log(`${kind}: ${sentence}`);
  for (const { name, at } of fallen) console.log(`${name} ended by itself at ${new Date(at).toISOString()}`);
  if (undone > 0) console.log(`It did not come to rest: ${undone} things undone.`);
  const failed = failures.length + (undone > 0 ? 1 : 0);
  console.log(
    `${history.written.length + history.commented.length} messages, ${strikes.length} strikes, ${failed} failed`,
  );
  return failed;
}

const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => reject(new Error('interrupted: everything that was started is being ended.')));
});
// It may come before anyone waits for it.
interrupted.catch(() => undefined);

try {
  say(`Starting Kafka, Postgres, Redis, a tracker, a messenger and ${options.nodes} nodes of each service.`);
  const lived = await withGround({ nodes: options.nodes, logs: LOGS }, (ground) =>
    Promise.race([live(ground, options), interrupted]),
  );
  process.exitCode = report(lived) === 0 ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
