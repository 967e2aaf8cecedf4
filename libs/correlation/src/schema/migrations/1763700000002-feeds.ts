import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each desk follows its tracker for itself; an issue knows for ever which command created it, and for whom. */
export class Feeds1763700000002 implements MigrationInterface {
  readonly name = 'Feeds1763700000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE journal_cursor RENAME COLUMN tracker TO feed`);
    await runner.query(`ALTER TABLE poll_cursor RENAME COLUMN tracker TO feed`);
    await runner.query(
      `ALTER TABLE created_issue ADD COLUMN tracker text NOT NULL DEFAULT '', ADD COLUMN made_for json`,
    );
    await runner.query(`ALTER TABLE created_issue ALTER COLUMN tracker DROP DEFAULT`);
    await runner.query(`CREATE INDEX created_issue_of ON created_issue (tracker, issue)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX created_issue_of`);
    await runner.query(`ALTER TABLE created_issue DROP COLUMN tracker, DROP COLUMN made_for`);
    await runner.query(`ALTER TABLE poll_cursor RENAME COLUMN feed TO tracker`);
    await runner.query(`ALTER TABLE journal_cursor RENAME COLUMN feed TO tracker`);
  }
}
