import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from '@jest/globals';
import { createGuardedFetch } from '#http';
import type { Account, As, Call, WriteCall } from '#ports/tracker';
import { redmine as redminePart } from '#testkit/parts';
import { httpProxy } from '#testkit/proxies';
import { plainRest, redmineBackDoor } from './conformance/back-door.js';
import { personOf } from './conformance/redmine-harness.js';
import { RedmineConfig } from './config.js';
import { redmine } from './plugin.js';

const part = await redminePart();
const proxy = await httpProxy({ to: part.url });
const http = createGuardedFetch();
const adapterOf = (apiKey: string) =>
  redmine.create(RedmineConfig.parse({ url: proxy.url, apiKey }), { fetch: http.fetch });
const adapter = adapterOf(part.apiKey);
const backDoor = redmineBackDoor(part, plainRest(part));
const [mark, olga] = [personOf(part, 'mark'), personOf(part, 'olga')];
const project = String(part.projects['web-shop']);

afterAll(async () => {
  await http.close();
  await proxy.stop();
});

const SERVICE: As = { kind: 'service' };
const as = ({ id: account, login }: Account): As => ({ kind: 'account', account, login });
const reading = (who: As): Call => ({ as: who, signal: AbortSignal.timeout(30_000) });
const writing = (who: As): WriteCall => ({
  ...reading(who),
  sendBy: { wall: Date.now() + 10_000, monotonic: performance.now() + 10_000 },
});
const newIssue = () => backDoor.createIssue({ subject: `Counted ${randomUUID()}`, project, by: mark });

/** What Redmine was asked for meanwhile, without queries, in the order of the alphabet. */
async function asked<T>(act: () => Promise<T>): Promise<{ requests: string[]; result: T }> {
  const before = proxy.seen.length;
  const result = await act();
  const requests = proxy.seen.slice(before).map(({ method, path }) => `${method} ${path.split('?')[0]}`);
  return { requests: requests.toSorted(), result };
}

it.each([
  ['a person', as(mark)],
  ['the desk', SERVICE],
])(
  'a comment of %s asks once whom we act as, before it is written: reading it back shows whose it is',
  async (_, who) => {
    const issue = await newIssue();
    const { requests } = await asked(async () => {
      const baseline = await adapter.baseline(reading(who), { kind: 'issue', issue });
      await adapter.addComment(writing(who), issue, { text: 'Any news?', private: false, uploads: [] }, baseline);
    });
    const path = `/issues/${issue}.json`;
    expect(requests).toEqual([`GET ${path}`, `GET ${path}`, 'GET /users/current.json', `PUT ${path}`]);
  },
);

it('an issue as the desk sees it is asked for with its author, who shows that the desk may see all', async () => {
  const issue = await newIssue();
  await backDoor.addComment(issue, { text: 'For all of us.', by: olga });
  await backDoor.watch(issue, olga);
  const { requests, result } = await asked(() => adapter.readIssue(reading(SERVICE), issue));
  expect(requests).toEqual([`GET /issues/${issue}.json`, `GET /users/${mark.id}.json`]);
  expect(result.author).toEqual(mark);
  expect(result.watchers.map(({ id, name }) => [id, name])).toContainEqual([olga.id, olga.name]);
});

it('an issue with someone on it who wrote nothing takes a look at them: they may be a group', async () => {
  const issue = await newIssue();
  await backDoor.assign(issue, olga);
  const { requests } = await asked(() => adapter.readIssue(reading(SERVICE), issue));
  expect(requests).toEqual([`GET /issues/${issue}.json`, ...[mark, olga].map(({ id }) => `GET /users/${id}.json`)]);
});

it('an issue as a person sees it is never taken for theirs unasked', async () => {
  const issue = await newIssue();
  const { requests } = await asked(() => adapter.readIssue(reading(as(mark)), issue));
  expect(requests).toEqual([`GET /issues/${issue}.json`, 'GET /users/current.json']);
});
