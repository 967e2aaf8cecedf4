import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A lane of a database that was restored to an older point knows until when it may have worked on things before. */
export class RestoredLanes1763700000008 implements MigrationInterface {
  readonly name = 'RestoredLanes1763700000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE lane ADD COLUMN again_before bigint NOT NULL DEFAULT 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE lane DROP COLUMN again_before`);
  }
}
