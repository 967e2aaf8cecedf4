import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A state says since when nothing is waited for in it. Sessions of before that have no dialogs, and what could not be read and
 * was put aside, count from now on; what the release before writes beside this stays until it is touched again.
 */
export class IdleStates1763700000014 implements MigrationInterface {
  readonly name = 'IdleStates1763700000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE lane_state ADD COLUMN idle_since bigint`);
    await runner.query(`
      UPDATE lane_state
      SET idle_since = (extract(epoch FROM now()) * 1000)::bigint
      WHERE topic = 'session-events'
        AND (key LIKE '%|unreadable' OR due_at IS NULL AND state::text LIKE '%"dialogs":[]%')`);
    await runner.query(`CREATE INDEX lane_state_idle ON lane_state (idle_since) WHERE idle_since IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE lane_state DROP COLUMN idle_since`);
  }
}
