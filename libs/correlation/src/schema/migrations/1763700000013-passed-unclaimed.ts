import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An issue's cursor keeps what it passed as somebody's own doing, in case it turns out to be from a chat of theirs. */
export class PassedUnclaimed1763700000013 implements MigrationInterface {
  readonly name = 'PassedUnclaimed1763700000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE journal_cursor ADD COLUMN unclaimed jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE journal_cursor DROP COLUMN unclaimed`);
  }
}
