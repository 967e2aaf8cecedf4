import { freePort } from './free-port.js';
import type { RedisPart, StartPart } from './part.js';
import { providePrograms } from './provide-program.js';
import { startServer } from './server-process.js';
import { treat } from './treat.js';

/** Redis keeps nothing on disk here, as it may keep nothing for us anywhere. */
export const startRedis: StartPart<RedisPart> = async (folder) => {
  await providePrograms({
    part: 'Redis',
    programs: ['redis-server'],
    debianPackages: ['redis-server'],
    addressVariable: 'RELAYDESK_TEST_REDIS_URL',
  });
  const port = await freePort();
  const server = await startServer({
    name: 'Redis',
    command: 'redis-server',
    args: ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    ready: /Ready to accept connections/,
  });
  return { part: { url: `redis://127.0.0.1:${port}` }, treat: treat([server]), stop: server.stop };
};
