import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { freshPlace, npmStart, type Place, relaydesk, type Started } from './rehearsal/npm-start.js';

const LONG = 180_000;

let place: Place;
let started: Started | undefined;

beforeEach(async () => {
  place = await freshPlace();
});
afterEach(async () => {
  started?.signal('SIGTERM');
  await started?.ended;
  started = undefined;
  await place.leave();
});

it(
  'commands in the folder of a running npm start work with what that runs, and not any more once it has ended',
  async () => {
    started = npmStart(place);
    await started.address;
    const doctor = await relaydesk(place, 'doctor', '--json');
    expect(doctor.err).toContain(`What npm start runs in ${place.folder}`);
    const found = doctor.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { about: string; state: string });
    expect(found).toContainEqual(expect.objectContaining({ about: 'database', state: 'fine' }));
    expect([doctor.code, found.filter(({ state }) => state === 'wrong')]).toEqual([0, []]);
    const letters = await relaydesk(place, 'dead-letters', 'list');
    expect([letters.code, letters.out]).toEqual([0, expect.stringContaining('There is no letter')]);

    started.signal('SIGTERM');
    await started.ended;
    const after = await relaydesk(place, 'dead-letters', 'list');
    expect([after.code, after.err]).toEqual([1, expect.stringContaining('The configuration cannot be used')]);
  },
  LONG,
);
