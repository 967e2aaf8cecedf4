import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A claim of a write that was sent more than once has what its twin would be known by. */
export class ResentWrites1763700000010 implements MigrationInterface {
  readonly name = 'ResentWrites1763700000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE claim ADD COLUMN mark text`);
    await runner.query(`CREATE INDEX claim_mark ON claim (tracker, mark) WHERE mark IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE claim DROP COLUMN mark`);
  }
}
