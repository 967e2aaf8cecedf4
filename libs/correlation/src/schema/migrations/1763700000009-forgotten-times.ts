import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A lane of a database that has gone back knows since when it has forgotten; until when, `again_before` says. */
export class ForgottenTimes1763700000009 implements MigrationInterface {
  readonly name = 'ForgottenTimes1763700000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE lane
        ADD COLUMN last_heard bigint NOT NULL DEFAULT 0,
        ADD COLUMN forgot_since bigint NOT NULL DEFAULT 0,
        ADD COLUMN forgot_told bigint NOT NULL DEFAULT 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE lane DROP COLUMN last_heard, DROP COLUMN forgot_since, DROP COLUMN forgot_told`);
  }
}
