import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { channelId, deskId } from '#contracts';
import { searchFolder } from './search-folder.js';

const ANNA = { desk: deskId('acme'), person: { channel: channelId('telegram'), user: '100200300' } };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-folder-'));
  for (const inner of ['postgres/data/base', 'simulator']) await mkdir(join(folder, inner), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

const search = () => searchFolder(folder, ANNA, ['a blue kettle']);

it('what is left in a log of npm start is named by its file, and what the simulated messenger keeps is its own', async () => {
  await writeFile(
    join(folder, 'services.log'),
    '{"chat":"acme/telegram/100200300"}\n{"n":1002003001}\na blue kettle\n',
  );
  await writeFile(join(folder, 'simulator', 'chats'), '100200300 said: a blue kettle');
  const store = `Files in ${folder}`;
  expect(await search()).toEqual([
    { kind: 'left', store, where: 'services.log', count: 2 },
    { kind: 'not-ours', owner: 'the messenger’s', store, where: 'simulator/chats', count: 1 },
  ]);
});

it('nothing is left where no file tells of them; the database’s own files are searched as its tables', async () => {
  await writeFile(join(folder, 'services.log'), '{"n":1002003001}\n');
  await writeFile(join(folder, 'postgres/data/base/1'), 'acme/telegram/100200300');
  expect(await search()).toEqual([{ kind: 'nothing', store: `Files in ${folder}` }]);
});

it('there is nothing to say where npm start never was', async () => {
  expect(await searchFolder(join(folder, 'nowhere'), ANNA, [])).toEqual([]);
});
