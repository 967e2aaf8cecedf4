import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { channelId, deskId } from '#contracts';
import { redis } from '#testkit/parts';
import { openRateKeys, type RateKeys } from './rate-keys.js';

const { url } = await redis();
const ANNA = { desk: deskId('acme'), person: { channel: channelId('telegram'), user: '100200300' } };
let prefix: string;
let operator: Redis;
let keys: RateKeys;

beforeEach(async () => {
  prefix = `${randomUUID()}*:`;
  operator = new Redis(url);
});
afterEach(async () => {
  keys.close();
  const all = await operator.keys(`${prefix.replace('*', '\\*')}*`);
  if (all.length > 0) await operator.del(all);
  operator.disconnect();
});

const put = (...names: string[]) => Promise.all(names.map((name) => operator.set(prefix + name, '1795255779000')));

it('a person goes from Redis by the names of their own chat’s keys, and nobody whose id is only alike', async () => {
  const others = ['1002003001', '9100200300', '-100200300'].map((chat) => `next:{acme/telegram}:acme/telegram/${chat}`);
  await put('next:{acme/telegram}:acme/telegram/100200300', 'hold:{acme/telegram}:acme/telegram/100200300');
  await put(...others, 'next:{acme/telegram}', 'lane:session-events/3');
  keys = await openRateKeys(url, prefix, ANNA, ['lane', 'a blue kettle']);
  expect(await keys.count()).toBe(2);
  await keys.erase();
  expect(await keys.count()).toBe(0);
  expect(await Promise.all(others.map((name) => operator.exists(prefix + name)))).toEqual([1, 1, 1]);
  expect(await operator.exists(`${prefix}lane:session-events/3`)).toBe(1);
});

it('what stands in a value is found, and left to whoever put it there', async () => {
  await operator.set(`${prefix}note`, 'of a blue kettle');
  await operator.set(`${prefix}other`, Buffer.from('{"from":100200300}'));
  keys = await openRateKeys(url, prefix, ANNA, ['a blue kettle']);
  await keys.erase();
  expect(await keys.count()).toBe(2);
});

it('a desk goes with all its channels’ keys, and no other desk', async () => {
  await put('next:{acme/telegram}', 'hold:{acme/telegram}:acme/telegram/7', 'next:{acme-2/telegram}');
  keys = await openRateKeys(url, prefix, { desk: deskId('acme') }, []);
  expect(await keys.count()).toBe(2);
  await keys.erase();
  expect(await operator.exists(`${prefix}next:{acme-2/telegram}`)).toBe(1);
});

it('a Redis that does not answer is named, without its password', async () => {
  keys = await openRateKeys(url, prefix, ANNA, []);
  const away = openRateKeys('redis://:quite-secret@127.0.0.1:9', prefix, ANNA, []);
  await expect(away).rejects.toThrow('Redis does not answer at 127.0.0.1:9: is it running, and is REDIS_URL right?');
});
