import { expect, it } from '@jest/globals';
import { accountId, plain } from '#contracts';
import type { TrackerPlugin } from '../../adapter.js';
import type { OptionalPart } from '../harness.js';
import { errorOf, reading, type Setting } from '../setting.js';

export function accessPromises<C>(
  setting: () => Setting,
  plugin: TrackerPlugin<C>,
  parts: readonly OptionalPart[],
): void {
  it('tells whose credential it works with', async () => {
    const { adapter, people } = setting();
    const { account } = await adapter.checkAccess(AbortSignal.timeout(10_000));
    expect(account).toEqual(people.service);
  });

  it('tells a credential the tracker does not know as unauthorized', async () => {
    const { adapterFor, wrongCredential } = setting();
    const error = await errorOf(adapterFor(wrongCredential).checkAccess(AbortSignal.timeout(10_000)));
    expect(error.kind).toBe('unauthorized');
  });

  it('tells an account the tracker does not know as unauthorized', async () => {
    const { adapter } = setting();
    const nobody = { id: accountId('999999999'), login: 'nobody-of-that-name', name: 'Nobody' };
    expect((await errorOf(adapter.listIssues(reading(nobody), undefined, 0, 5))).kind).toBe('unauthorized');
  });

  it('names the projects, issue types and priorities an account may use, one priority at most being the usual', async () => {
    const { adapter, people, project } = setting();
    const found = await adapter.directories(reading(people.customer), project);
    expect(found.projects.map(({ id }) => id)).toContain(project);
    expect(found.issueTypes.length).toBeGreaterThan(0);
    expect(found.priorities.length).toBeGreaterThan(0);
    expect(found.priorities.filter(({ isDefault }) => isDefault).length).toBeLessThanOrEqual(1);
  });

  it('brings exactly the optional parts it is tested for', () => {
    const { adapter } = setting();
    const brought: OptionalPart[] = [];
    if (adapter.capabilities.privateComments) brought.push('private-comments');
    if (adapter.files) brought.push('files');
    if (adapter.identity) brought.push('identity');
    if (adapter.webhook) brought.push('webhook');
    expect(brought.toSorted()).toEqual(parts.toSorted());
  });

  it('brings plain words through its markup and back unharmed', () => {
    const markup = plugin.markup(plugin.configSchema.parse(setting().config));
    const words = plain('The upstream is full again: 3 of 4 workers "wait".\nПроверьте, пожалуйста.');
    expect(markup.from(markup.to(words))).toEqual(words);
  });
}
