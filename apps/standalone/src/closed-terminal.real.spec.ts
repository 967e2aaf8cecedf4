import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { freshPlace, npmStart, type Place, type Started } from './rehearsal/npm-start.js';
import { postmasterOf } from './rehearsal/postmaster-of.js';

let place: Place;
let started: Started;

beforeEach(async () => {
  place = await freshPlace();
  started = npmStart(place);
});
afterEach(async () => {
  started.signal('SIGKILL');
  await started.ended;
  const postgres = await postmasterOf(place);
  if (postgres) process.kill(postgres.pid, 'SIGQUIT');
  await place.leave();
});

it('npm start ends in its own way, and its Postgres with it, where the terminal it speaks to is closed', async () => {
  await started.address;
  expect(await postmasterOf(place)).toMatchObject({ ready: true });
  started.closeTerminal();
  expect(await started.ended).toBe(0);
  expect(await postmasterOf(place)).toBeUndefined();
});
