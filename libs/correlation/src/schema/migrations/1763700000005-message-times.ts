import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A message that something is known of has its time, so that it can be forgotten one day. What is there already is as old as
 * this migration. Times grow with the rows, and so a small BRIN index finds the old ones.
 */
export class MessageTimes1763700000005 implements MigrationInterface {
  readonly name = 'MessageTimes1763700000005';

  async up(runner: QueryRunner): Promise<void> {
    // A constant, since that rewrites no row.
    await runner.query(`ALTER TABLE message_about ADD COLUMN at bigint NOT NULL DEFAULT ${Date.now()}`);
    await runner.query(
      `ALTER TABLE message_about ALTER COLUMN at SET DEFAULT (date_part('epoch', now()) * 1000)::bigint`,
    );
    await runner.query(`CREATE INDEX message_about_at ON message_about USING brin (at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE message_about DROP COLUMN at`);
  }
}
