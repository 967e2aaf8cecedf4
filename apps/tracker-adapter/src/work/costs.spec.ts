import { describe, expect, it } from '@jest/globals';
import { ANNA, MARK } from '../rehearsal/people.js';
import { begin, type Rehearsal } from '../rehearsal/rehearsal.js';

const POLL_MS = 5_000;

/** What workers read from the database, and ask of the tracker apart from its polls, while `act` and a poll after it go by. */
async function costOf(rehearsal: Rehearsal, act: () => unknown) {
  await rehearsal.advance(2 * POLL_MS);
  const [statements, requests] = [rehearsal.statements.length, rehearsal.wire.seen.length];
  await act();
  await rehearsal.advance(2 * POLL_MS);
  const asked = rehearsal.wire.seen.slice(requests).map(({ method, path }) => `${method} ${path}`);
  return {
    reads: rehearsal.statements.slice(statements).toSorted(),
    requests: asked.filter((request) => request !== 'GET /changes').toSorted(),
  };
}

describe('no more is read and asked than', () => {
  it('nothing, where nothing happens', async () => {
    const { rehearsal } = await begin();
    expect(await costOf(rehearsal, () => undefined)).toEqual({ reads: [], requests: [] });
  });

  it('for a comment: its writer’s link before each step, its baseline, and the issue for its own hint and for the poll', async () => {
    const { rehearsal, issue } = await begin();
    expect(await costOf(rehearsal, () => rehearsal.comment(ANNA, issue, 'And now 502.'))).toEqual({
      reads: ['creations', 'links', 'links', 'linksOf', 'writesAt', 'writesAt'],
      requests: ['GET /baseline', 'GET /issue', 'GET /issue', 'PUT /issue'],
    });
  });

  it('for a comment of someone without an account: the same, and no link', async () => {
    const { rehearsal } = await begin();
    await rehearsal.create(MARK, 'No invoice came');
    await rehearsal.advance(1_000);
    const issue = rehearsal.target([...rehearsal.server.issues.keys()].at(-1) ?? '');
    expect(await costOf(rehearsal, () => rehearsal.comment(MARK, issue, 'Hello?'))).toEqual({
      reads: ['creations', 'linksOf', 'writesAt', 'writesAt'],
      requests: ['GET /baseline', 'GET /issue', 'GET /issue', 'PUT /issue'],
    });
  });

  it('for news: the issue as the desk, and as each who is shown it', async () => {
    const { rehearsal, id } = await begin();
    const { server } = rehearsal;
    const answer = () => server.comment(server.personNamed('boris'), id, 'It is in the post.', false, []);
    expect(await costOf(rehearsal, answer)).toEqual({
      reads: ['blocked', 'creations', 'links', 'linksOf', 'resent', 'writesAt'],
      requests: ['GET /issue', 'GET /issue'],
    });
  });

  it('once for all the hints that wait', async () => {
    const { rehearsal, id } = await begin();
    const many = () => Promise.all(['one', 'two', 'three', 'four'].map((cause) => rehearsal.hint(id, cause)));
    expect((await costOf(rehearsal, many)).requests).toEqual(['GET /issue']);
  });
});
