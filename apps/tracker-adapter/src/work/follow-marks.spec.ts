import { expect, it } from '@jest/globals';
import { memoryCorrelation } from '#correlation';
import type { Attempt, Work } from '#lane';
import { virtualClock } from '#lane/rehearsal';
import { createSeal, sealingKey } from '#seal';
import { silent } from '#telemetry';
import { createWire, MemoryServer } from '#trackers/memory';
import { memoryDesk } from '../rehearsal/memory-desk.js';
import { DESK, PEOPLE } from '../rehearsal/people.js';
import { ENDPOINT } from '../rehearsal/rehearsal.js';
import { createDirectories } from './directories.js';
import { createFollow } from './follow.js';
import { createServiceAccounts } from './service-accounts.js';

/** A desk that was followed before the first of its issues was made. */
async function following() {
  const clock = virtualClock();
  const members = ['anna'];
  const server = new MemoryServer({ time: clock, people: PEOPLE, projects: [{ id: '1', name: 'Web shop', members }] });
  const { reads, apply } = memoryCorrelation();
  const desk = memoryDesk({ server, wire: createWire(clock), files: new Map() }, { id: DESK, endpoint: ENDPOINT });
  const follow = createFollow({
    desks: new Map([[DESK, desk]]),
    clock,
    logger: silent,
    reads,
    directories: createDirectories(clock),
    serviceAccounts: createServiceAccounts(clock),
    seal: createSeal([sealingKey('the secret of a rehearsal')]),
  });
  const attempt: Attempt = {
    number: 1,
    sendBy: { wall: Infinity, monotonic: Infinity },
    baseline: undefined,
    signal: new AbortController().signal,
  };
  /** The issues a run would publish hints for, and what commits that. */
  const run = async (work: Work) => {
    const result = await follow(work, attempt);
    const step = result.kind === 'again' ? (result.step ?? {}) : {};
    const hinted = (step.publish ?? []).map(({ body }) => ('issue' in body ? body.issue : ''));
    return { hinted, commit: () => apply(step.side ?? []) };
  };
  (await run(taken())).commit();
  const { id } = server.createIssue(
    server.personNamed('anna'),
    { subject: 'The shop is slow', description: '', project: '1' },
    [],
  );
  return { run, id };
}

/** A follow as its lane holds it from when it is taken until it is lost. */
const taken = (): Work => ({
  id: 'follow',
  seq: 1,
  kind: 'follow',
  orderKey: 'follow',
  endpoint: ENDPOINT,
  effect: false,
  body: { desk: DESK, tracker: ENDPOINT },
  bornAt: 0,
  dueAt: 0,
  state: 'ready',
  attempt: 0,
  tries: 0,
});

it('what was published with a cursor that was never committed is published again', async () => {
  const { run, id } = await following();
  expect((await run(taken())).hinted).toEqual([id]);
  expect((await run(taken())).hinted).toEqual([id]);
});
