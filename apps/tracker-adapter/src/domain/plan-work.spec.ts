import { describe, expect, it } from '@jest/globals';
import { type Action, digest, issueId, makeRecord } from '#contracts';
import { commandOf, TRACKER, words } from '../rehearsal/facts.js';
import { ANNA, DESK, MARK, type Writer } from '../rehearsal/people.js';
import { planWork } from './plan-work.js';

const creation = digest('a creation');
const issue = issueId('4318');

function plan(action: Action, { who = ANNA, n = 1, made = false }: { who?: Writer; n?: number; made?: boolean } = {}) {
  const fields = { key: 'k', at: 1_000, causes: [`message ${n}`], ordinal: 0, body: commandOf(action, who) };
  const record = makeRecord('tracker-work', 'command.v1', fields);
  const creatorOf = () => (made ? creation : undefined);
  const step = planWork(record, { endpoint: TRACKER, creatorOf });
  return { id: record.id, step, work: step.newWork?.[0] };
}
const comment = (target: Extract<Action, { kind: 'comment' }>['target']): Action => {
  return { kind: 'comment', target, words: words('See the log'), private: false };
};

describe('the order of writes', () => {
  it('is the same for an issue’s number as for the command that created it', () => {
    const before = plan(comment({ createdBy: creation })).work;
    const after = plan(comment({ issue }), { n: 2, made: true }).work;
    expect(after?.orderKey).toBe(before?.orderKey);
  });

  it('is the same, too, where the session says which command that was and nobody else knows it yet', () => {
    const { work } = plan(comment({ issue, createdBy: creation }));
    expect(work?.orderKey).toBe(plan(comment({ createdBy: creation })).work?.orderKey);
    expect(work?.dependsOn).toBeUndefined();
  });

  it('is that of the creation itself, which the comments meant for it depend on', () => {
    const made = plan({ kind: 'create', subject: 'The shop is slow', words: words('') });
    const meant = plan(comment({ createdBy: made.id })).work;
    expect(meant).toMatchObject({ orderKey: made.work?.orderKey, dependsOn: made.id });
  });

  it('is another for another issue, and for another person', () => {
    const keys = [
      plan(comment({ issue })),
      plan(comment({ issue: issueId('1') })),
      plan(comment({ issue }), { who: MARK }),
    ];
    expect(new Set(keys.map(({ work }) => work?.orderKey)).size).toBe(3);
  });

  it('lets one write of an account out at a time, and where it is shared, of a chat', () => {
    const gates = [ANNA, MARK].map((who) => plan(comment({ issue }), { who }).work?.gate);
    expect(gates[0]).toBe(plan(comment({ issue: issueId('1') })).work?.gate);
    expect(gates[1]).not.toBe(gates[0]);
    expect(gates[1]).toContain(MARK.chat);
  });
});

describe('a record', () => {
  it('that looks something up expires in ten seconds and has no effect', () => {
    const { work } = plan({ kind: 'find-issues', page: 0, pageSize: 5 });
    expect(work).toMatchObject({ kind: 'look-up', effect: false, expiresAt: 11_000 });
  });

  it('that answers a doubt brings no work, but settles the work it is about', () => {
    const { step } = plan({ kind: 'settle-doubt', command: creation, arrived: true });
    expect(step).toEqual({ answers: [{ work: creation, arrived: true }] });
  });

  it('that says a desk is followed is one piece of work, however often it comes, and one for each tracker', () => {
    const follow = (tracker: string, at: number) => {
      const fields = { key: DESK, at, causes: [DESK, tracker], ordinal: 0, body: { desk: DESK, tracker }, edge: true };
      const record = makeRecord('tracker-work', 'follow.v1', fields);
      return planWork(record, { endpoint: 'whatever', creatorOf: () => undefined }).newWork?.[0];
    };
    expect(follow(TRACKER, 1)?.id).toBe(follow(TRACKER, 2)?.id);
    expect(follow('another', 1)?.id).not.toBe(follow(TRACKER, 1)?.id);
    expect(follow(TRACKER, 1)?.endpoint).toBe(TRACKER);
  });

  it('that hints at an issue has it read again, in order with the other hints of this desk alone', () => {
    const hint = (desk: typeof DESK, endpoint: string) => {
      const body = { desk, issue: '4318', why: 'poll' as const };
      const record = makeRecord('tracker-work', 'hint.v1', { key: 'k', at: 1, causes: ['x'], ordinal: 0, body });
      return planWork(record, { endpoint, creatorOf: () => undefined }).newWork?.[0];
    };
    expect(hint(DESK, TRACKER)).toMatchObject({ kind: 'reread', effect: false, body: { desk: DESK, issue: '4318' } });
    expect(hint(DESK, 'another')?.orderKey).not.toBe(hint(DESK, TRACKER)?.orderKey);
  });
});
