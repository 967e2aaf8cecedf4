import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Database time in the unit of all our times. */
const NOW = `(date_part('epoch', now()) * 1000)::bigint`;

/** Links, correlation, writes and cursors: what lanes write beside their own rows and any lane reads without locks. */
export class Correlation1763700000001 implements MigrationInterface {
  readonly name = 'Correlation1763700000001';

  async up(runner: QueryRunner): Promise<void> {
    await this.people(runner);
    await this.writes(runner);
    await this.cursors(runner);
  }

  private async people(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE link (
        user_key text PRIMARY KEY,
        desk text NOT NULL,
        chat text NOT NULL,
        account text NOT NULL,
        login text NOT NULL,
        account_name text NOT NULL,
        user_name text NOT NULL,
        language text,
        sealed_key text,
        at bigint NOT NULL
      )`);
    await runner.query(`CREATE INDEX link_account ON link (desk, account)`);
    await runner.query(`CREATE TABLE blocked_chat (chat text PRIMARY KEY, since bigint NOT NULL)`);
    await runner.query(`
      CREATE TABLE message_about (
        chat text NOT NULL,
        message text NOT NULL,
        issue text,
        journal text,
        created_by text,
        direction text NOT NULL CHECK (direction IN ('in', 'out')),
        PRIMARY KEY (chat, message)
      )`);
    await runner.query(`
      CREATE TABLE decision (
        desk text NOT NULL,
        issue text NOT NULL,
        change text NOT NULL,
        account text NOT NULL,
        account_name text NOT NULL,
        why text NOT NULL,
        at bigint NOT NULL,
        PRIMARY KEY (desk, issue, change, account)
      )`);
    await runner.query(`CREATE INDEX decision_at ON decision (at)`);
  }

  private async writes(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE created_issue (
        command text PRIMARY KEY,
        issue text NOT NULL,
        at bigint NOT NULL DEFAULT ${NOW}
      )`);
    await runner.query(`
      CREATE TABLE write_intent (
        tracker text NOT NULL,
        command text NOT NULL,
        chat text NOT NULL,
        session text NOT NULL,
        account text NOT NULL,
        issue text,
        baseline json,
        open boolean NOT NULL,
        at bigint NOT NULL DEFAULT ${NOW},
        PRIMARY KEY (tracker, command)
      )`);
    await runner.query(`CREATE INDEX write_intent_open ON write_intent (tracker, issue) WHERE open`);
    await runner.query(`CREATE INDEX write_intent_finished ON write_intent (at) WHERE NOT open`);
    await runner.query(`
      CREATE TABLE claim (
        tracker text NOT NULL,
        item text NOT NULL,
        command text NOT NULL,
        chat text NOT NULL,
        at bigint NOT NULL DEFAULT ${NOW},
        PRIMARY KEY (tracker, item)
      )`);
    await runner.query(`CREATE INDEX claim_at ON claim (at)`);
  }

  /** A journal's place within its issue is whatever number its tracker orders by: a JavaScript number, exactly. */
  private async cursors(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE journal_cursor (
        tracker text NOT NULL,
        issue text NOT NULL,
        place double precision NOT NULL,
        mark text NOT NULL,
        PRIMARY KEY (tracker, issue)
      )`);
    await runner.query(`CREATE TABLE poll_cursor (tracker text PRIMARY KEY, cursor json NOT NULL)`);
    await runner.query(`CREATE TABLE shown_chat (chat text PRIMARY KEY, slots json NOT NULL, last_own text)`);
    await runner.query(`
      CREATE TABLE channel_owner (channel text PRIMARY KEY, holder text NOT NULL, heartbeat bigint NOT NULL)`);
    await runner.query(`CREATE TABLE setting (name text PRIMARY KEY, value text NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE setting, channel_owner, shown_chat, poll_cursor, journal_cursor, claim, write_intent, created_issue, decision, message_about,
        blocked_chat, link`);
  }
}
