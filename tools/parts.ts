/**
 * `npm run parts -- postgres kafka redis redmine`: keeps these parts until Ctrl-C, for running tests again and again
 * without waiting for a start. In another terminal, set what is printed.
 */
import { once } from 'node:events';
import { PART_NAMES } from '../libs/testkit/src/parts/part.js';
import { askKeeper } from '../libs/testkit/src/parts/ask-keeper.js';
import { startKeeper } from '../libs/testkit/src/parts/start-keeper.js';

const names = process.argv.slice(2);
if (names.length === 0) names.push(...PART_NAMES);

const keeper = await startKeeper();
process.env['RELAYDESK_KEEPER'] = keeper.address;
const asked = Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
try {
  for (const name of names) console.log(name, await askKeeper<object>('POST', `shared/${name}`));
  console.log(`\nexport RELAYDESK_KEEPER=${keeper.address}\n\nCtrl-C stops them.`);
  await asked;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await keeper.stop();
}
