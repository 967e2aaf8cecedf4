import { expect, it } from '@jest/globals';
import { issueId } from '#contracts';
import type { HttpFault } from '#testkit/proxies';
import { errorOf, ownIssue, reading, unique, writing, type Setting } from '../setting.js';

export function refusalPromises(setting: () => Setting): void {
  const list = () => setting().adapter.listIssues(reading('service'), undefined, 0, 5);
  const create = (subject: string) =>
    setting().adapter.createIssue(writing(setting().people.customer), {
      subject,
      description: '',
      project: setting().project,
      uploads: [],
    });
  const read = (fault: HttpFault) => (setting().faults.next('read', fault), errorOf(list()));
  const write = (fault: HttpFault) => (setting().faults.next('write', fault), errorOf(create(unique('Refused'))));

  it('tells 429 as throttled with the tracker’s own time', async () => {
    const busy = { status: 429, headers: { 'retry-after': '7' } };
    expect(await read(busy)).toMatchObject({ kind: 'throttled', retryAfterMs: 7_000 });
    expect(await write(busy)).toMatchObject({ kind: 'throttled', retryAfterMs: 7_000 });
  });

  it('tells 401 as unauthorized', async () => {
    expect((await read({ status: 401 })).kind).toBe('unauthorized');
    expect((await write({ status: 401 })).kind).toBe('unauthorized');
  });

  it('tells what the tracker will not have as rejected, in the tracker’s words', async () => {
    const error = await errorOf(create(''));
    expect(error.kind).toBe('rejected');
    expect(error.words).toBeTruthy();
  });

  it('tells a comment on an issue that never was as not found', async () => {
    const { adapter, people } = setting();
    const words = { text: 'Hello?', private: false, uploads: [] };
    const issue = issueId('999999999');
    const baseline = await adapter.baseline(reading(people.customer), {
      kind: 'issue',
      issue: await ownIssue(setting()),
    });
    expect((await errorOf(adapter.addComment(writing(people.customer), issue, words, baseline))).kind).toBe(
      'not-found',
    );
  });

  it('keeps words and addresses out of what goes to the log', async () => {
    const subject = unique('Between us');
    setting().faults.next('write', 'cut-after');
    const error = await errorOf(create(subject));
    expect(`${error.message} ${String(error.cause)}`).not.toContain(subject);
    expect(error.message).not.toContain('?');
  });
}
