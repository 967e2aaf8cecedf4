import { afterEach, describe, expect, it } from '@jest/globals';
import { serveHealth } from './serve-health.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

describe('the probes of a process', () => {
  it('tell why it is not ready, while it lives', async () => {
    let why: string | undefined = 'deliveries: not joined yet';
    let refused: string[] = [];
    const health = await serveHealth(0, { notReady: () => why, refused: () => refused });
    open.push(health);
    const ask = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${health.port}${path}`);
      return [response.status, await response.text(), ...(response.headers.has('retry-after') ? ['again'] : [])];
    };
    expect(await ask('/health/ready')).toEqual([503, 'deliveries: not joined yet', 'again']);
    expect(await ask('/telegram/webhook')).toEqual([503, 'not ready', 'again']);
    expect(await ask('/health/live')).toEqual([200, 'live']);
    why = undefined;
    expect(await ask('/health/ready?verbose')).toEqual([200, 'ready']);
    refused = ['acme: the credential of its tracker is refused'];
    expect(await ask('/health/ready')).toEqual([200, 'ready\nacme: the credential of its tracker is refused']);
    expect((await ask('/else'))[0]).toBe(404);
  });

  it('say in a sentence that their port is taken', async () => {
    const health = await serveHealth(0, { notReady: () => undefined, refused: () => [] });
    open.push(health);
    await expect(serveHealth(health.port, { notReady: () => undefined, refused: () => [] })).rejects.toThrow(
      `Port ${health.port} is in use`,
    );
  });
});
