import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A creation may come to nothing, and whoever waits for it on another lane learns that, too. */
export class VainCreations1763700000003 implements MigrationInterface {
  readonly name = 'VainCreations1763700000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE created_issue ALTER COLUMN issue DROP NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM created_issue WHERE issue IS NULL`);
    await runner.query(`ALTER TABLE created_issue ALTER COLUMN issue SET NOT NULL`);
  }
}
