import type { Queryable } from '../postgres/queryable.js';

/** The lanes of a database are another number than the one asked for: a key would change its lane. */
export class LanesDiffer extends Error {
  override readonly name = 'LanesDiffer';
  readonly stored: number;
  readonly asked: number;

  constructor(stored: number, asked: number) {
    super(
      `This database has ${stored} lanes and LANES says ${asked}. Set LANES=${stored}; or, to change it, drain (stop the ` +
        `gateways and wait until no lane has anything left) and re-key, as docs/SCALING.md tells.`,
    );
    this.stored = stored;
    this.asked = asked;
  }
}

/** Stores the number of lanes the first time; later throws `LanesDiffer` where it is another. Called at every boot. */
export async function settleLanes(db: Queryable, lanes: number): Promise<void> {
  await db.query(`INSERT INTO setting (name, value) VALUES ('lanes', $1) ON CONFLICT (name) DO NOTHING`, [
    String(lanes),
  ]);
  const { rows } = await db.query<{ value: string }>(`SELECT value FROM setting WHERE name = 'lanes'`);
  const stored = Number(rows[0]?.value);
  if (stored !== lanes) throw new LanesDiffer(stored, lanes);
}
