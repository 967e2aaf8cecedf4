import { EntitySchema } from 'typeorm';

/** Every table of lanes leads with these. */
const place = {
  topic: { type: 'text', primary: true },
  lane: { type: 'integer', primary: true },
} as const;
const ms = 'bigint';

export const LaneEntity = new EntitySchema({
  name: 'lane',
  columns: {
    ...place,
    epoch: { type: 'bigint', default: 0 },
    nonce: { type: 'text', nullable: true },
    timeline: { type: 'text', nullable: true },
    holder: { type: 'text', nullable: true },
    heartbeat: { type: ms, default: 0 },
    next_offset: { type: 'bigint', default: 0 },
    serial: { type: 'bigint', default: 0 },
    next_seq: { type: 'bigint', default: 1 },
    next_position: { type: 'bigint', default: 1 },
    again_before: { type: ms, default: 0 },
    last_heard: { type: ms, default: 0 },
    forgot_since: { type: ms, default: 0 },
    forgot_told: { type: 'bigint', default: 0 },
    known_timeline: { type: 'text', default: '' },
    forgot: { type: 'jsonb', default: [] },
  },
});

export const InboxEntity = new EntitySchema({
  name: 'inbox',
  columns: { ...place, id: { type: 'text', primary: true }, day: { type: 'date', primary: true } },
});

export const OutboxEntity = new EntitySchema({
  name: 'outbox',
  columns: {
    ...place,
    id: { type: 'text', primary: true },
    position: { type: 'bigint' },
    to_topic: { type: 'text' },
    key: { type: 'text' },
    value: { type: 'bytea' },
    trace: { type: 'text', nullable: true },
  },
});

export const LaneStateEntity = new EntitySchema({
  name: 'lane_state',
  columns: {
    ...place,
    key: { type: 'text', primary: true },
    state: { type: 'json' },
    due_at: { type: ms, nullable: true },
    idle_since: { type: ms, nullable: true },
  },
  indices: [
    { name: 'lane_state_due', columns: ['topic', 'lane', 'due_at'], where: 'due_at IS NOT NULL' },
    { name: 'lane_state_idle', columns: ['idle_since'], where: 'idle_since IS NOT NULL' },
  ],
});

export const WorkEntity = new EntitySchema({
  name: 'work',
  columns: {
    ...place,
    id: { type: 'text', primary: true },
    seq: { type: 'bigint' },
    kind: { type: 'text' },
    order_key: { type: 'text' },
    gate: { type: 'text', nullable: true },
    endpoint: { type: 'text' },
    effect: { type: 'boolean' },
    body: { type: 'json' },
    trace: { type: 'text', nullable: true },
    depends_on: { type: 'text', nullable: true },
    expires_at: { type: ms, nullable: true },
    born_at: { type: ms },
    state: { type: 'text' },
    due_at: { type: ms },
    attempt: { type: 'integer' },
    tries: { type: 'integer' },
    send_by: { type: ms, nullable: true },
    baseline: { type: 'json', nullable: true },
    told_at: { type: ms, nullable: true },
    last_error: { type: 'text', nullable: true },
  },
  checks: [{ name: 'work_state_check', expression: `state IN ('ready', 'sending', 'unknown', 'doubt')` }],
  indices: [{ name: 'work_seq', columns: ['topic', 'lane', 'endpoint', 'seq'], unique: true, where: 'seq > 0' }],
});

export const DeadLetterEntity = new EntitySchema({
  name: 'dead_letter',
  columns: {
    ...place,
    id: { type: 'text', primary: true },
    record_offset: { type: 'bigint', nullable: true },
    key: { type: 'text' },
    cause: { type: 'text' },
    value: { type: 'bytea' },
    at: { type: ms },
    number: { type: 'bigint', generated: 'increment' },
    kind: { type: 'text', nullable: true },
    desk: { type: 'text', nullable: true },
    chat: { type: 'text', nullable: true },
    person: { type: 'text', nullable: true },
    trace: { type: 'text', nullable: true },
    born_at: { type: ms, default: 0 },
    standing: { type: 'text', default: 'open' },
    replay: { type: 'text', nullable: true },
    replays: { type: 'integer', default: 0 },
    history: { type: 'jsonb', default: [] },
  },
  checks: [
    {
      name: 'dead_letter_standing_check',
      expression: `standing IN ('open', 'replaying', 'replayed', 'discarded')`,
    },
  ],
  indices: [
    { name: 'dead_letter_number', columns: ['number'], unique: true },
    { name: 'dead_letter_born', columns: ['born_at', 'number'] },
    { name: 'dead_letter_of_desk', columns: ['desk', 'born_at', 'number'] },
  ],
});
