import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Dead letters have a number, by which people name them, say whose they are, and keep what became of them. They are listed
 * and replayed in the order in which what they are of began, of one desk or of all.
 */
export class DeadLetters1763700000007 implements MigrationInterface {
  readonly name = 'DeadLetters1763700000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dead_letter
        ADD COLUMN number bigserial,
        ADD COLUMN kind text,
        ADD COLUMN desk text,
        ADD COLUMN chat text,
        ADD COLUMN person text,
        ADD COLUMN trace text,
        ADD COLUMN born_at bigint NOT NULL DEFAULT 0,
        ADD COLUMN standing text NOT NULL DEFAULT 'open'
          CHECK (standing IN ('open', 'replaying', 'replayed', 'discarded')),
        ADD COLUMN replay text,
        ADD COLUMN replays integer NOT NULL DEFAULT 0,
        ADD COLUMN history jsonb NOT NULL DEFAULT '[]'`);
    await runner.query(`UPDATE dead_letter SET born_at = at`);
    await runner.query(`CREATE UNIQUE INDEX dead_letter_number ON dead_letter (number)`);
    await runner.query(`CREATE INDEX dead_letter_born ON dead_letter (born_at, number)`);
    await runner.query(`CREATE INDEX dead_letter_of_desk ON dead_letter (desk, born_at, number)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dead_letter
        DROP COLUMN number, DROP COLUMN kind, DROP COLUMN desk, DROP COLUMN chat, DROP COLUMN person,
        DROP COLUMN trace, DROP COLUMN born_at, DROP COLUMN standing, DROP COLUMN replay, DROP COLUMN replays,
        DROP COLUMN history`);
  }
}
