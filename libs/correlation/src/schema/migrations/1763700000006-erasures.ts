import type { MigrationInterface, QueryRunner } from 'typeorm';

/** That a desk, or somebody of it, was erased, and when: nothing that tells whom. */
export class Erasures1763700000006 implements MigrationInterface {
  readonly name = 'Erasures1763700000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE erasure (
        id text PRIMARY KEY,
        desk text NOT NULL,
        whose text NOT NULL CHECK (whose IN ('desk', 'person')),
        began_at bigint NOT NULL,
        erased bigint NOT NULL,
        finished_at bigint
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE erasure`);
  }
}
