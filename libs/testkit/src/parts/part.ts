/** What a test is told of a part. Addresses only: all of it crosses a process boundary as JSON. */
export type PostgresPart = {
  /** A superuser's address of the `postgres` database; `freshDatabase(url)` makes one for a test file. */
  url: string;
  /** The same of its replica, where there is one: asynchronous, read-only until it is promoted. */
  replica?: string | undefined;
};
export type KafkaPart = { brokers: string[] };
export type RedisPart = { url: string };

export type RedminePerson = { id: number; login: string; name: string; apiKey: string };
/** A Redmine as `redmine-seed.rb` fills it; who may see what is written there. */
export type RedminePart = {
  url: string;
  /** The administrator's. */
  apiKey: string;
  /** By login: `anna`, `vera`, `mark` (customers), `boris`, `olga` (engineers), `admin`. */
  people: Record<string, RedminePerson>;
  /** Ids by name: `Second line` (boris, olga). */
  groups: Record<string, number>;
  /** Ids by identifier: `web-shop`, `warehouse`. */
  projects: Record<string, number>;
  /** Ids by name, as Redmine's default data names them. */
  issueTypes: Record<string, number>;
  statuses: Record<string, number>;
  priorities: Record<string, number>;
  /** Id of the user custom field `Telegram`. */
  telegramField: number;
};

export type Parts = { postgres: PostgresPart; kafka: KafkaPart; redis: RedisPart; redmine: RedminePart };
export type PartName = keyof Parts;
export const PART_NAMES: readonly PartName[] = ['postgres', 'kafka', 'redis', 'redmine'];

/** How a part is wished for. */
export type PartOptions = {
  /** Kafka only. Default 1. */
  brokers?: number;
  /** Kafka only: where each broker listens, and what it tells clients and other brokers to be its port: of a proxy before it. */
  ports?: readonly { own: number; told: number }[];
  /** Kafka only: each broker's log lies on a disk of its own of so many megabytes, which can be filled. Only root has that. */
  diskMegabytes?: number;
  /** Postgres only: with a replica, which is member 1. */
  replicated?: boolean;
  /** For measuring: durable, and started as one would for real, where tests want it quick to start. */
  asInProduction?: boolean;
};

/**
 * `pause` lets it hear nothing and say nothing, connections stay open; `kill` is kill -9; `restart` ends it in good order, if
 * it is there, and starts it as it was; `fill-disk` leaves no byte free on the disk of its own, until `free-disk`.
 */
export type Treatment = 'pause' | 'resume' | 'kill' | 'restart' | 'fill-disk' | 'free-disk';
export const TREATMENTS: readonly Treatment[] = ['pause', 'resume', 'kill', 'restart', 'fill-disk', 'free-disk'];

/** A part that was started here and must be stopped here. */
export type Running<P> = {
  part: P;
  /** To the whole part, or to one member of a cluster. */
  treat(treatment: Treatment, member?: number): Promise<void>;
  stop(): Promise<void>;
};

/** Starts one part with its data under `folder`, an empty folder that is removed afterwards. */
export type StartPart<P> = (folder: string, options: PartOptions) => Promise<Running<P>>;
