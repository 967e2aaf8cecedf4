import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Fault } from '#trackers/memory';
import { ANNA, BORIS } from '../rehearsal/people.js';
import { isWrite, Rehearsal } from '../rehearsal/rehearsal.js';

const SECOND = 1_000;
/** Polls, back-offs and settling are over by then, whatever was lost. */
const QUIET_MS = 150_000;

type Happening = { atMs: number; what: 'foreign' | 'own' | 'hint' | 'restart' | 'lanes lost' };
/** `deafMs`: the tracker does not say for so long what has changed. */
type Run = { fault: Fault | 'none'; deafMs: number; skewMs: number; wholeSeconds: boolean; happenings: Happening[] };

const early = fc.integer({ min: 0, max: 60 }).map((n) => n * 5);
const later = fc.integer({ min: 0, max: 40 }).map((n) => n * 250);
const what = fc.constantFrom<Happening['what'][]>(
  'foreign',
  'foreign',
  'foreign',
  'own',
  'hint',
  'restart',
  'lanes lost',
);
const runs: fc.Arbitrary<Run> = fc.record({
  fault: fc.constantFrom<Run['fault'][]>('none', 'cut-before', 'cut-after', 'hang-after', { status: 409 }),
  deafMs: fc.constantFrom(0, 0, 10 * SECOND),
  skewMs: fc.constantFrom(0, -90 * SECOND, 90 * SECOND),
  wholeSeconds: fc.boolean(),
  happenings: fc.array(fc.record({ atMs: fc.oneof(early, later), what }), { maxLength: 6 }),
});

/** Anna creates an issue; from the moment it exists another answers, and all that may happen does. */
async function play({ fault, deafMs, skewMs, wholeSeconds, happenings }: Run) {
  const unit = wholeSeconds ? SECOND : 1;
  const rehearsal = new Rehearsal({ trackerTime: (now) => Math.floor((now + skewMs) / unit) * unit });
  const { server } = rehearsal;
  const deaf = rehearsal.wire.plan(({ path }) => path === '/changes', { status: 409 }, Infinity);
  rehearsal.clock.after(deafMs, deaf.lift);
  await rehearsal.start();
  if (fault !== 'none') rehearsal.wire.plan(isWrite, fault);
  const creating = rehearsal.create(ANNA, 'The shop is slow');
  while (server.issues.size === 0) await rehearsal.advance(5);
  const [id = ''] = server.issues.keys();
  const answers: string[] = [];
  let now = 0;
  for (const { atMs, what: next } of happenings.toSorted((a, b) => a.atMs - b.atMs)) {
    await rehearsal.advance(atMs - now);
    now = atMs;
    await happen(next);
  }
  await rehearsal.advance(QUIET_MS);
  return { rehearsal, answers };

  async function happen(next: Happening['what']): Promise<void> {
    switch (next) {
      case 'foreign':
        answers.push(`(answer ${answers.length})`);
        server.comment(server.personNamed('boris'), id, answers.at(-1) ?? '', false, []);
        return;
      case 'own':
        await rehearsal.comment(ANNA, { createdBy: await creating }, 'And now 502.');
        return;
      case 'hint':
        return rehearsal.hint(id);
      case 'restart':
        rehearsal.kill();
        return rehearsal.start();
      case 'lanes lost':
        return rehearsal.loseLanes();
    }
  }
}

it('whatever happens while an issue is created, each answer to it is shown to its author once', async () => {
  const property = fc.asyncProperty(runs, async (run) => {
    const { rehearsal, answers } = await play(run);
    const shown = rehearsal.shownTo(ANNA).join();
    expect(answers.map((text) => shown.split(text).length - 1)).toEqual(answers.map(() => 1));
    expect(shown).not.toContain('502');
    expect(rehearsal.shownTo(BORIS)).toEqual([]);
    expect(rehearsal.failures).toEqual([]);
  });
  await fc.assert(property, { numRuns: Number(process.env['RELAYDESK_MODEL_SEEDS'] ?? 15) });
});
