import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A lane keeps each time its database has forgotten, and not the last alone. `forgot_since` stays: the release before, which
 * may run beside this, writes it.
 */
export class EachForgottenTime1763700000012 implements MigrationInterface {
  readonly name = 'EachForgottenTime1763700000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE lane ADD COLUMN forgot jsonb NOT NULL DEFAULT '[]'`);
    await runner.query(`
      UPDATE lane
      SET forgot = jsonb_build_array(jsonb_build_object('since', forgot_since, 'until', again_before))
      WHERE again_before > 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE lane DROP COLUMN forgot`);
  }
}
