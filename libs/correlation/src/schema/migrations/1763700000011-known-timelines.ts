import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A lane knows on which timeline its database was when that was looked at last: another one means that it has failed over. */
export class KnownTimelines1763700000011 implements MigrationInterface {
  readonly name = 'KnownTimelines1763700000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE lane ADD COLUMN known_timeline text NOT NULL DEFAULT ''`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE lane DROP COLUMN known_timeline`);
  }
}
