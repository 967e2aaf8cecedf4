import type { Eraser } from '#correlation';
import type { Finding } from './finding.js';
import type { RateKeys } from './rate-keys.js';

/** Searches every column of every table, as the database's own catalogue lists them. */
export async function searchPostgres(eraser: Eraser): Promise<Finding[]> {
  const store = 'Postgres';
  const found = (await eraser.find()).map(({ where, rows: count, inTracker }): Finding =>
    inTracker
      ? { kind: 'not-ours', store, owner: 'the tracker’s', where, count }
      : { kind: 'left', store, where, count },
  );
  return found.some(({ kind }) => kind === 'left') ? found : [{ kind: 'nothing', store }, ...found];
}

/** Searches the names and values of all our keys. */
export async function searchRedis(keys: RateKeys): Promise<Finding[]> {
  const store = 'Redis';
  const count = await keys.count();
  return [count === 0 ? { kind: 'nothing', store } : { kind: 'left', store, where: 'its keys', count }];
}
