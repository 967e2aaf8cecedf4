import { EntitySchema } from 'typeorm';

const ms = 'bigint';
/** Database time in ms, spelled as TypeORM reads it back. */
const now = { type: ms, default: () => `((date_part('epoch', now()) * (1000)))` } as const;

export const LinkEntity = new EntitySchema({
  name: 'link',
  columns: {
    user_key: { type: 'text', primary: true },
    desk: { type: 'text' },
    chat: { type: 'text' },
    account: { type: 'text' },
    login: { type: 'text' },
    account_name: { type: 'text' },
    user_name: { type: 'text' },
    language: { type: 'text', nullable: true },
    sealed_key: { type: 'text', nullable: true },
    at: { type: ms },
  },
  indices: [{ name: 'link_account', columns: ['desk', 'account'] }],
});

export const BlockedChatEntity = new EntitySchema({
  name: 'blocked_chat',
  columns: { chat: { type: 'text', primary: true }, since: { type: ms } },
});

export const MessageAboutEntity = new EntitySchema({
  name: 'message_about',
  columns: {
    chat: { type: 'text', primary: true },
    message: { type: 'text', primary: true },
    issue: { type: 'text', nullable: true },
    journal: { type: 'text', nullable: true },
    created_by: { type: 'text', nullable: true },
    direction: { type: 'text' },
    slot: { type: 'text', nullable: true },
    at: now,
  },
  // TypeORM knows no BRIN.
  indices: [{ name: 'message_about_at', synchronize: false }],
  checks: [{ name: 'message_about_direction_check', expression: `direction IN ('in', 'out')` }],
});

export const DecisionEntity = new EntitySchema({
  name: 'decision',
  columns: {
    desk: { type: 'text', primary: true },
    issue: { type: 'text', primary: true },
    change: { type: 'text', primary: true },
    account: { type: 'text', primary: true },
    account_name: { type: 'text' },
    why: { type: 'text' },
    at: { type: ms },
  },
  indices: [{ name: 'decision_at', columns: ['at'] }],
});

export const CreatedIssueEntity = new EntitySchema({
  name: 'created_issue',
  columns: {
    command: { type: 'text', primary: true },
    issue: { type: 'text', nullable: true },
    at: now,
    tracker: { type: 'text' },
    made_for: { type: 'json', nullable: true },
  },
  indices: [{ name: 'created_issue_of', columns: ['tracker', 'issue'] }],
});

export const WriteIntentEntity = new EntitySchema({
  name: 'write_intent',
  columns: {
    tracker: { type: 'text', primary: true },
    command: { type: 'text', primary: true },
    chat: { type: 'text' },
    session: { type: 'text' },
    account: { type: 'text' },
    issue: { type: 'text', nullable: true },
    baseline: { type: 'json', nullable: true },
    open: { type: 'boolean' },
    at: now,
  },
  indices: [
    { name: 'write_intent_open', columns: ['tracker', 'issue'], where: 'open' },
    { name: 'write_intent_finished', columns: ['at'], where: 'NOT open' },
  ],
});

export const ClaimEntity = new EntitySchema({
  name: 'claim',
  columns: {
    tracker: { type: 'text', primary: true },
    item: { type: 'text', primary: true },
    command: { type: 'text' },
    chat: { type: 'text' },
    mark: { type: 'text', nullable: true },
    at: now,
  },
  indices: [
    { name: 'claim_at', columns: ['at'] },
    { name: 'claim_mark', columns: ['tracker', 'mark'], where: 'mark IS NOT NULL' },
  ],
});

export const JournalCursorEntity = new EntitySchema({
  name: 'journal_cursor',
  columns: {
    feed: { type: 'text', primary: true },
    issue: { type: 'text', primary: true },
    place: { type: 'double precision' },
    mark: { type: 'text' },
    unclaimed: { type: 'jsonb', default: [] },
  },
});

export const PollCursorEntity = new EntitySchema({
  name: 'poll_cursor',
  columns: { feed: { type: 'text', primary: true }, cursor: { type: 'json' } },
});

export const ShownChatEntity = new EntitySchema({
  name: 'shown_chat',
  columns: {
    chat: { type: 'text', primary: true },
    slots: { type: 'json' },
    last_own: { type: 'text', nullable: true },
  },
});

export const ChannelOwnerEntity = new EntitySchema({
  name: 'channel_owner',
  columns: { channel: { type: 'text', primary: true }, holder: { type: 'text' }, heartbeat: { type: 'bigint' } },
});

export const SettingEntity = new EntitySchema<{ name: string; value: string }>({
  name: 'setting',
  columns: { name: { type: 'text', primary: true }, value: { type: 'text' } },
});

export const ErasureEntity = new EntitySchema({
  name: 'erasure',
  columns: {
    id: { type: 'text', primary: true },
    desk: { type: 'text' },
    whose: { type: 'text' },
    began_at: { type: ms },
    erased: { type: 'bigint' },
    finished_at: { type: ms, nullable: true },
  },
  checks: [{ name: 'erasure_whose_check', expression: `whose IN ('desk', 'person')` }],
});
