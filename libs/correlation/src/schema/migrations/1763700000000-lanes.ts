import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The rows of lanes. All lead with (topic, lane), and no transaction touches two lanes of them, so that one day lanes can
 * live in several databases.
 *
 * Times, here and in all our tables, are `bigint` milliseconds since 1970: what records and engine speak, exact both ways
 * (`timestamptz` has microseconds, which a JavaScript date cuts off).
 *
 * JSON is `json`, not `jsonb`: its spelling is kept, and ids are hashes of payloads.
 *
 * Tables whose rows come and go within seconds are vacuumed early, and leave room for updates that touch no index. Their
 * statistics are mostly of an empty table, so nothing may tempt the planner to walk a lane instead of looking up its keys:
 * the outbox has one index, and `work_seq` is partial, which hides it from statements that do not speak of `seq`.
 */
export class Lanes1763700000000 implements MigrationInterface {
  readonly name = 'Lanes1763700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE lane (
        topic text NOT NULL,
        lane integer NOT NULL,
        epoch bigint NOT NULL DEFAULT 0,
        nonce text,
        timeline text,
        holder text,
        heartbeat bigint NOT NULL DEFAULT 0,
        next_offset bigint NOT NULL DEFAULT 0,
        serial bigint NOT NULL DEFAULT 0,
        next_seq bigint NOT NULL DEFAULT 1,
        next_position bigint NOT NULL DEFAULT 1,
        PRIMARY KEY (topic, lane)
      ) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)`);
    await runner.query(`
      CREATE TABLE inbox (
        topic text NOT NULL,
        lane integer NOT NULL,
        day date NOT NULL,
        id text NOT NULL,
        PRIMARY KEY (topic, lane, id, day)
      ) PARTITION BY RANGE (day)`);
    await runner.query(`
      CREATE TABLE outbox (
        topic text NOT NULL,
        lane integer NOT NULL,
        position bigint NOT NULL,
        id text NOT NULL,
        to_topic text NOT NULL,
        key text NOT NULL,
        value bytea NOT NULL,
        trace text,
        PRIMARY KEY (topic, lane, id)
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)`);
    await runner.query(`
      CREATE TABLE lane_state (
        topic text NOT NULL,
        lane integer NOT NULL,
        key text NOT NULL,
        state json NOT NULL,
        due_at bigint,
        PRIMARY KEY (topic, lane, key)
      ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05)`);
    await runner.query(`CREATE INDEX lane_state_due ON lane_state (topic, lane, due_at) WHERE due_at IS NOT NULL`);
    await runner.query(`
      CREATE TABLE work (
        topic text NOT NULL,
        lane integer NOT NULL,
        id text NOT NULL,
        seq bigint NOT NULL,
        kind text NOT NULL,
        order_key text NOT NULL,
        gate text,
        endpoint text NOT NULL,
        effect boolean NOT NULL,
        body json NOT NULL,
        trace text,
        depends_on text,
        expires_at bigint,
        born_at bigint NOT NULL,
        state text NOT NULL CHECK (state IN ('ready', 'sending', 'unknown', 'doubt')),
        due_at bigint NOT NULL,
        attempt integer NOT NULL,
        tries integer NOT NULL,
        send_by bigint,
        baseline json,
        told_at bigint,
        last_error text,
        PRIMARY KEY (topic, lane, id)
      ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)`);
    await runner.query(`CREATE UNIQUE INDEX work_seq ON work (topic, lane, endpoint, seq) WHERE seq > 0`);
    await runner.query(`
      CREATE TABLE dead_letter (
        topic text NOT NULL,
        lane integer NOT NULL,
        id text NOT NULL,
        record_offset bigint,
        key text NOT NULL,
        cause text NOT NULL,
        value bytea NOT NULL,
        at bigint NOT NULL,
        PRIMARY KEY (topic, lane, id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE dead_letter, work, lane_state, outbox, inbox, lane`);
  }
}
