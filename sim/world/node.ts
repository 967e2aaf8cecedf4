import { type CorrelationReads, type CorrelationWrite, coalescedReads } from '#correlation';
import type { TopicName } from '#contracts';
import { createEngine, type Engine, type LaneService } from '#lane';
import { createMemoryStore, type MemoryStore } from '#lane/store/memory';
import { createSeal, sealingKey } from '#seal';
import { silent } from '#telemetry';
import { deliveries } from '../../apps/notifier/src/lane.js';
import { newestVersions } from '../../apps/notifier/src/work/newest-versions.js';
import { createRates } from '../../apps/notifier/src/work/rates/create-rates.js';
import { memorySpacing } from '../../apps/notifier/src/work/rates/memory-spacing.js';
import { linkCodes } from '../../apps/session-aggregator/src/domain/link-code.js';
import {
  DEFAULT_DESK_OPTIONS,
  DEFAULT_LINKING,
  type DeskOptions,
} from '../../apps/session-aggregator/src/domain/options.js';
import { sessionEvents } from '../../apps/session-aggregator/src/lane.js';
import { followAll } from '../../apps/tracker-adapter/src/follow-all.js';
import { trackerWork } from '../../apps/tracker-adapter/src/lane.js';
import { createDirectories } from '../../apps/tracker-adapter/src/work/directories.js';
import { createServiceAccounts } from '../../apps/tracker-adapter/src/work/service-accounts.js';
import { PROJECT } from './cast.js';
import { deskOn } from './desk.js';
import { type Gateway, startGateway } from './gateway.js';
import { watchHeard } from './heard-owners.js';
import { logFrom } from './log-way.js';
import { turnOf } from './node-turn.js';
import { type OwnClock, ownClock } from './own-clock.js';
import { createReach, type Reach } from './reach.js';
import { readsFrom } from './reads-from.js';
import type { World } from './world.js';

const DAY_MS = 86_400_000;
const STOP_WITHIN_MS = 5_000;
const SECRET = 'the secret of a simulation';

const SESSION_OPTIONS: DeskOptions = {
  ...DEFAULT_DESK_OPTIONS,
  name: 'Acme Support',
  tracker: 'Memory',
  unknownPeople: 'allow',
  defaultProject: PROJECT,
  linking: { ...DEFAULT_LINKING, accountPage: 'https://tracker.example/my/account', field: 'Telegram' },
};

/** One process with all four services in it, as a scheduler sees it. */
export type Node = {
  name: string;
  clock: OwnClock;
  reach: Reach;
  gateway: Gateway;
  stop(): Promise<void>;
  /** Like kill -9. */
  kill(): void;
};

export function startNode(world: World, name: string, aheadMs: number): Node {
  const clock = ownClock(world.clock, aheadMs);
  const reach = createReach(clock);
  const here = { name, clock, reach };
  const redis = world.redis.as(here);
  const heard = watchHeard(
    clock,
    (what) => world.say(`${name} ${what}`),
    (topic, lane) => world.fetched({ topic, lane, node: name }),
  );
  const stores: MemoryStore<CorrelationReads, CorrelationWrite>[] = [];
  const desks = new Map(world.outsides.map((outside) => [outside.desk, deskOn({ name, clock }, outside, world)]));
  const reads = coalescedReads(readsFrom(here, world), clock);
  const common = { desks, clock, logger: silent, reads };

  const run = <T extends TopicName, C>(service: LaneService<T, CorrelationReads, CorrelationWrite, C>): Engine => {
    const store = openStore(world, here, service.topic);
    stores.push(store);
    const engine = createEngine({
      service: world.work.watched(world.observed.watched(service, name)),
      store,
      group: service.topic,
      log: heard.log(logFrom(here, world, service.topic)),
      lease: heard.lease(redis.lease),
      clock,
      random: world.random.next,
      logger: silent,
      holder: name,
      inboxKeepsMs: 8 * DAY_MS,
      observe: {
        committed: (lane, change) => world.committed({ topic: service.topic, lane, node: name }, change),
        mayDouble: (_lane, work) => world.mayDouble(work),
      },
    });
    void engine.start((error) => world.failed(name, error));
    return engine;
  };

  const rates = createRates({
    clock,
    random: world.random.next,
    own: memorySpacing(clock),
    shared: redis.spacing,
  });
  const engines = [
    run(sessionEvents({ desk: (id) => (desks.has(id) ? SESSION_OPTIONS : undefined), linkCode: linkCodes(SECRET) })),
    run(
      trackerWork({
        ...common,
        directories: createDirectories(clock),
        serviceAccounts: createServiceAccounts(clock),
        seal: createSeal([sealingKey(SECRET)]),
      }),
    ),
    run(deliveries({ ...common, rates, newest: newestVersions() })),
  ];
  const following = new AbortController();
  void followAll(desks, { log: logFrom(here, world), clock, logger: silent }, following.signal);
  const gateway = startGateway(world, { ...here, desks });
  return {
    ...here,
    gateway,
    async stop() {
      following.abort();
      await Promise.all([gateway.close(), ...engines.map((engine) => engine.stop(STOP_WITHIN_MS))]);
    },
    kill() {
      clock.kill();
      for (const store of stores) store.crash();
    },
  };
}

/** A node's own connection to the database, which may be away at each boundary of a call. */
function openStore(world: World, { name: node, clock, reach }: Omit<Node, 'gateway' | 'stop' | 'kill'>, of: TopicName) {
  return createMemoryStore({
    database: world.database,
    hooks: {
      async at(boundary, call, lane) {
        if (boundary === 'answer' && call === 'transact') world.wrote({ topic: of, lane, node });
        if (boundary === 'answer' && call === 'take') world.ownerOf(of, lane);
        if (boundary === 'answer' && call === 'heartbeat') world.owners.beats(`${of}/${lane}`, node);
        if (boundary === 'call' && call === 'letGo') world.owners.letsGo(`${of}/${lane}`, node);
        if (boundary === 'answer' && call === 'letGo') world.letGo(of, lane, node);
        if (boundary === 'answer' && call === 'recover')
          world.observed.holds({ topic: of, lane }, world.database.lane(of, lane).outbox.keys());
        if (boundary === 'commit') await world.slowDatabase();
        if (boundary !== 'call') await turnOf(clock, world.takes('database'));
        if (world.passes(node, boundary)) await turnOf(clock);
        try {
          world.befallDatabase(reach);
        } catch (error) {
          if (boundary === 'answer' && call === 'transact') world.unheard(of, lane);
          throw error;
        }
      },
      nonce: world.nonce,
    },
  });
}
