import { virtualClock } from '../../virtual-clock.js';
import { badFetch, badPublish } from './bad-log.js';
import { createCluster, type Node } from './cluster.js';
import { createOutside, type Fate } from './outside.js';
import { type Seeded, seeded } from './random.js';
import { word } from './two-stages.js';

const PEOPLE = ['anna', 'boris', 'vera', 'mark', 'olga'];
const MOST_NODES = 3;

/** What one run of the model has brought about. */
export type Run = ReturnType<typeof createWorld> & { drained: boolean };

/** The world of one seed, with everything that may go wrong in it. */
function createWorld(seed: number) {
  const random = seeded(seed);
  const clock = virtualClock();
  const history: string[] = [];
  const note = (what: string) => void history.push(`${(clock.monotonic() / 1_000).toFixed(3)} ${what}`);
  /** How bad things are, by what is struck; all 0 once it is calm. */
  const trouble = { publish: 0, fetch: 0, database: 0, databaseAway: false, outside: 0, fate: 'works' as Fate };
  const calm = () =>
    Object.assign(trouble, { publish: 0, fetch: 0, database: 0, databaseAway: false, outside: 0, fate: 'works' });
  const fate = () => (random.percent(trouble.outside) ? trouble.fate : 'works');
  const outside = createOutside(clock, fate, random.pick([500, 9_000]));
  const wentBack = new Set<string>();
  const cluster = createCluster({
    clock,
    lanes: random.between(1, 4),
    outside,
    random: random.next,
    faults: {
      publish: () => (random.percent(trouble.publish) ? badPublish(random) : {}),
      fetch: (topic, lane) => (random.percent(trouble.fetch) ? badFetch(random, wentBack, `${topic}/${lane}`) : {}),
    },
    async database() {
      if (trouble.databaseAway || random.percent(trouble.database)) throw new Error('the database is away');
    },
  });
  return { seed, random, clock, history, note, trouble, calm, outside, cluster, written: writer(random) };
}

/** Everything people wrote, in the order they wrote it: by person, with when (monotonic ms). */
function writer(random: Seeded) {
  const words = new Map<string, { at: number }[]>();
  let poisoned = 0;
  return {
    words,
    poison: () => `poison${(poisoned += 1)}`,
    poisoned: () => poisoned,
    someone: () => random.pick(PEOPLE),
    next(person: string, at: number): number {
      const before = words.get(person) ?? [];
      words.set(person, [...before, { at }]);
      return before.length + 1;
    },
  };
}

type World = ReturnType<typeof createWorld>;

/** One seed from the first trouble to the end of all. */
export async function runModel(seed: number): Promise<Run> {
  const world = createWorld(seed);
  const { clock, random, cluster } = world;
  const gateways = new Map<string, Promise<void>>();
  const say = (person: string, n: number) => {
    const record = word(person, n, clock.now());
    const before = gateways.get(person) ?? Promise.resolve();
    gateways.set(
      person,
      before.then(() => cluster.publish(random.percent(10) ? [record, record] : [record])),
    );
  };
  for (let begin = random.between(0, 2); begin > 0; begin -= 1) cluster.start();
  for (let turn = random.between(25, 60); turn > 0; turn -= 1) {
    if (random.percent(60)) {
      const person = world.written.someone();
      say(person, world.written.next(person, clock.monotonic()));
    }
    if (random.percent(3)) say(world.written.poison(), 1);
    if (random.percent(50)) await strike(world);
    await clock.advance(random.pick([30, 200, 700, 1_500]));
  }
  await comeToRest(world);
  let all = false;
  void Promise.all(gateways.values()).then(() => (all = true));
  const drained = await clock
    .run(() => all && isDrained(world), 900_000)
    .then(() => all && isDrained(world))
    .catch(() => false);
  for (const node of [...cluster.nodes]) node.kill();
  return { ...world, drained };
}

/** One thing goes wrong, or right again. */
async function strike(world: World): Promise<void> {
  const { random, cluster, clock, trouble, note } = world;
  const node = cluster.nodes.length > 0 ? random.pick(cluster.nodes) : undefined;
  const troubles: (() => string | undefined | Promise<string | undefined>)[] = [
    () => (cluster.nodes.length < MOST_NODES ? `${cluster.start().name} starts` : undefined),
    () => (cluster.nodes.length < MOST_NODES ? `${cluster.start().name} starts` : undefined),
    () => node && (node.kill(), `${node.name} is killed`),
    () => node && (void node.stop(), `${node.name} stops`),
    () => node && freeze(world, node, random.between(500, 16_000)),
    () => (clock.jump(random.between(-60_000, 60_000)), 'the wall clock jumps'),
    () => `publishing fails in ${(trouble.publish = random.pick([0, 20, 60]))} of 100`,
    () => `fetching is odd in ${(trouble.fetch = random.pick([0, 20, 60]))} of 100`,
    () => `the database fails in ${(trouble.database = random.pick([0, 2, 10]))} of 100`,
    () => databaseAway(world, random.between(500, 12_000)),
    () => {
      trouble.fate = random.pick<Fate>(['late', 'slow', 'lost', 'down', 'throttled', 'fails']);
      return `outside: ${trouble.fate} in ${(trouble.outside = random.pick([0, 30, 100]))} of 100`;
    },
    () => (cluster.leases.empty(), 'Redis is emptied'),
    () => ((cluster.leases.down = !cluster.leases.down), `Redis is ${cluster.leases.down ? 'down' : 'up'}`),
    () => longPause(world),
  ];
  const what = await random.pick(troubles)();
  if (what) note(what);
}

function freeze({ clock, note }: World, node: Node, ms: number): string {
  node.clock.freeze();
  clock.after(ms, () => {
    note(`${node.name} goes on`);
    node.clock.thaw();
  });
  return `${node.name} stands still for ${ms} ms`;
}

function databaseAway({ clock, trouble, note }: World, ms: number): string {
  trouble.databaseAway = true;
  clock.after(ms, () => {
    trouble.databaseAway = false;
    note('the database is back');
  });
  return `the database is away for ${ms} ms`;
}

/** Everything is down for ten minutes while people write before and after. */
async function longPause({ cluster, clock, random }: World): Promise<string | undefined> {
  if (!random.percent(40)) return undefined;
  for (const node of [...cluster.nodes]) node.kill();
  await clock.advance(600_000);
  return 'everything was down for ten minutes';
}

async function comeToRest(world: World): Promise<void> {
  const { cluster, calm, note } = world;
  note('it becomes calm');
  calm();
  cluster.leases.down = false;
  for (const node of cluster.nodes) node.clock.thaw();
  await world.clock.advance(20_000);
  calm();
  cluster.start();
  await world.clock.advance(2_000);
}

function isDrained({ cluster }: World): boolean {
  const topics = ['session-events', 'deliveries'] as const;
  return topics.every((topic) =>
    Array.from({ length: cluster.broker.options.lanes }, (_, lane) => cluster.database.lane(topic, lane)).every(
      (rows, lane) =>
        rows.offset === cluster.broker.partition(topic, lane).end &&
        rows.outbox.size === 0 &&
        rows.work.size === 0 &&
        rows.states.size === 0,
    ),
  );
}
