import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A reply to a slot's message finds the dialog it shows, also between what that shows and what is known of it. */
export class AnsweredSlots1763700000004 implements MigrationInterface {
  readonly name = 'AnsweredSlots1763700000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE message_about ADD COLUMN slot text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE message_about DROP COLUMN slot`);
  }
}
