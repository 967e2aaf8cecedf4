import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wallTime } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

/** Sends its standard input as a request's body and tells what became of it. */
const sender = `
  import { createGuardedFetch } from ${JSON.stringify(new URL('./guarded-fetch.ts', import.meta.url).href)};
  const { fetch, close } = createGuardedFetch();
  const [url, ms] = process.argv.slice(1);
  const sendBy = { wall: Date.now() + Number(ms), monotonic: performance.now() + Number(ms) };
  const request = { method: 'POST', body: process.stdin, signal: new AbortController().signal, sendBy };
  const ended = fetch(url, request).then(() => 'answered', (error) => error.kind);
  process.stderr.write('sending');
  process.stdout.write(await ended);
  await close();
  process.exit();
`;

/** Lets plain Node run our sources. */
const sources = new URL('../../../tools/source/register.mjs', import.meta.url).href;

const SEND_WITHIN_MS = 10_000;

let server: Server;
let received: string;
let connections: Socket[];
let child: ChildProcessWithoutNullStreams;
let becameOf: Promise<string>;

beforeEach(async () => {
  received = '';
  connections = [];
  server = createServer((socket) => {
    connections.push(socket.on('error', () => socket.destroy()));
    socket.on('data', (bytes) => {
      received += bytes.toString('latin1');
      server.emit('received');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const program = ['--import', sources, '--input-type=module', '-e', sender];
  child = spawn(process.execPath, [...program, url, String(SEND_WITHIN_MS)], {
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  becameOf = text(child.stdout);
  const [said] = (await once(child.stderr, 'data')) as [Buffer];
  if (said.toString() !== 'sending') throw new Error(said.toString());
});
afterEach(() => {
  child.kill('SIGKILL');
  for (const socket of connections) socket.destroy();
  server.close();
});

/** Stops the process, gives it the words, and lets it go on when they are late. */
async function sayWhilePaused(words: string) {
  child.kill('SIGSTOP');
  child.stdin.end(words);
  await wallTime(SEND_WITHIN_MS + 100);
  child.kill('SIGCONT');
}

describe('a process stopped and resumed past its deadline', () => {
  it('sends nothing of a request it had begun to prepare', async () => {
    await sayWhilePaused('words');
    expect(await becameOf).toBe('late');
    expect(received).toBe('');
  });

  it('sends no further byte of a request it had begun to send, and cannot say what became of it', async () => {
    child.stdin.write('first half');
    while (!received.includes('first half')) await once(server, 'received');
    await sayWhilePaused('second half');
    expect(await becameOf).toBe('ambiguous');
    expect(received).not.toContain('second half');
  });
});
