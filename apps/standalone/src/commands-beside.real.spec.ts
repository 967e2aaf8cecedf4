import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSimulator } from '#apps/simulator';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { until } from '#testkit';
import { freshPlace, npmStart, type Place, relaydesk, type Started } from './rehearsal/npm-start.js';

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

it('commands say what a running npm start was given that they are not', async () => {
  const telegram = await startSimulator();
  const { token } = telegram.createBot({ name: 'Our Support', username: 'our_support_bot' });
  started = npmStart(place, { TELEGRAM_API_ROOT: telegram.apiRoot, TELEGRAM_BOT_TOKEN: token });
  await started.address;
  const { code, err } = await relaydesk(place, 'dead-letters', 'list');
  expect([code, err]).toEqual([1, expect.stringContaining('was given TELEGRAM_BOT_TOKEN, TELEGRAM_API_ROOT')]);
  expect(await readFile(join(place.folder, '.relaydesk', 'running.json'), 'utf8')).not.toContain(token);
  await telegram.close();
});

it('commands in the folder of a running npm start work with what that runs, and not any more once it has ended', async () => {
  started = npmStart(place);
  await started.address;
  // It is ready before each of its lanes is taken.
  const doctor = await until(async () => {
    const asked = await relaydesk(place, 'doctor', '--json');
    return asked.code === 0 && asked;
  });
  expect(doctor.err).toContain(`What npm start runs in ${place.folder}`);
  const found = doctor.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { about: string; state: string });
  expect(found).toContainEqual(expect.objectContaining({ about: 'database', state: 'fine' }));
  expect(found.filter(({ state }) => state === 'wrong')).toEqual([]);
  const letters = await relaydesk(place, 'dead-letters', 'list');
  expect([letters.code, letters.out]).toEqual([0, expect.stringContaining('There is no letter')]);

  started.signal('SIGTERM');
  await started.ended;
  const after = await relaydesk(place, 'dead-letters', 'list');
  expect([after.code, after.err]).toEqual([1, expect.stringContaining('The configuration cannot be used')]);
});
