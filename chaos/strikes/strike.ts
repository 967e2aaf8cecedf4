import type { Ground } from '../ground/with-ground.js';

export type Kind =
  | 'node-killed'
  | 'notifier-killed'
  | 'node-stopped'
  | 'service-restarted'
  | 'redis-emptied'
  | 'redis-killed'
  | 'postgres-restarted'
  | 'broker-bounced'
  | 'broker-stopped'
  | 'disk-full'
  | 'connections-cut'
  | 'connections-troubled'
  | `${'tracker' | 'messenger'}-${'hung' | 'cut'}`
  | 'tracker-broke-off'
  | 'messenger-lost-answers'
  | 'messenger-throttled';

/** What was done, for whoever reads the run; to which node, where it was one. */
export type Hurt = { what: string; node?: string };

/** One way to hurt a running system. It ends when the hurt does; what it takes to heal is not awaited. */
export type Strike = {
  kind: Kind;
  /** Why it cannot be made here; a machine may not let us. */
  impossible?(ground: Ground): string | undefined;
  strike(ground: Ground, random: () => number): Promise<Hurt>;
};

export const between = (from: number, to: number, random: () => number) => Math.round(from + (to - from) * random());
export const oneOf = <T>(all: readonly T[], random: () => number): T => all[Math.floor(random() * all.length)] as T;
