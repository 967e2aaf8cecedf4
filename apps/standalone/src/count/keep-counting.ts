import type { Simulator } from '#apps/simulator';
import type { Counts } from '../protocol.js';
import type { AskTracker } from '../tracker/ask-tracker.js';
import type { DemoPerson } from '../demo/demo-people.js';
import { answersDue } from './answers-due.js';
import { countBack } from './count-back.js';
import { countThere } from './count-there.js';
import { openProductReader, type Links } from './read-product.js';
import { putIn, trackerReader, type IssueView } from './read-tracker.js';
import { writtenBy } from './written.js';

export type Counting = {
  readonly counts: Counts | undefined;
  readonly links: Links;
  /** Something has happened: counts again, soon. */
  soon(): void;
  stop(): Promise<void>;
};

export type CountingOptions = {
  databaseUrl: string;
  simulator: Simulator;
  bot: number;
  people: readonly DemoPerson[];
  ask: AskTracker;
  trackerRunning(): boolean;
  /** Messages that are answers to a question of the bot. */
  answers: ReadonlySet<string>;
  onCounts(counts: Counts): void;
  onLinks(links: Links): void;
};

const SOON_MS = 300;
const AGAIN_MS = 2_000;
/** Where all has arrived and nothing happens. */
const AT_REST_MS = 10_000;
const ENGINEERS: ReadonlySet<string> = new Set(['boris']);

/** Compares what was written with what has arrived, on both sides and by their own word, now and whenever something happens. */
export async function keepCounting(options: CountingOptions): Promise<Counting> {
  const { simulator, bot, people, ask, trackerRunning, answers, onCounts, onLinks } = options;
  const product = await openProductReader(options.databaseUrl);
  const readTracker = trackerReader(ask);
  let counts: Counts | undefined;
  let links: Links = new Map();
  /** As read last: a stopped tracker still holds what it held. */
  let views: readonly IssueView[] = [];
  let timer: NodeJS.Timeout | undefined;
  let planned = 0;
  let running = Promise.resolve();
  let stopped = false;

  const transcriptOf = (person: number) => simulator.person(person).with({ id: bot }).transcript();

  async function count(): Promise<void> {
    // The product first: what leaves it while we look is then found in the tracker.
    const standing = await product.read();
    const current = trackerRunning() ? await readTracker().catch(() => undefined) : undefined;
    views = current ?? views;
    const at = Date.now();
    const written = people.flatMap(({ id, login }) =>
      writtenBy(id, standing.links.get(id)?.login ?? login, transcriptOf(id)),
    );
    const shown = people.flatMap(({ id }) =>
      transcriptOf(id)
        .filter(({ from }) => from.bot)
        .map(({ text }) => ({ person: id, text })),
    );
    const quiet =
      current !== undefined &&
      standing.quiet &&
      [...simulator.world.bots.values()].every(({ pending }) => pending.size === 0);
    const due = answersDue(views, standing.links, ENGINEERS);
    links = standing.links;
    counts = {
      there: countThere(written, putIn(views), { ...standing, answers, quiet }, at),
      back: countBack(due, shown, quiet, at),
      at,
    };
    onCounts(counts);
    onLinks(links);
  }

  /** Never later than planned before, or a stream of events would put it off for ever. */
  const plan = (ms: number): void => {
    if (stopped || (timer && planned <= Date.now() + ms)) return;
    clearTimeout(timer);
    planned = Date.now() + ms;
    timer = setTimeout(run, ms);
  };
  const run = (): void => {
    timer = undefined;
    // The database may be on its way down with us; what was counted last stays.
    running = running
      .then(count)
      .catch(() => undefined)
      .then(() => plan(isSettled(counts) ? AT_REST_MS : AGAIN_MS));
  };
  run();

  return {
    get counts() {
      return counts;
    },
    get links() {
      return links;
    },
    soon: () => plan(SOON_MS),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      await product.close();
    },
  };
}

const isSettled = (counts: Counts | undefined): boolean =>
  counts !== undefined && counts.there.underway === 0 && counts.back.underway === 0;
