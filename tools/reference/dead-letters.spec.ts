import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { digest, fromBytes, TOPIC_NAMES, TOPICS } from '#contracts';
import { CAUSE } from '#lane';
import { Sending } from '../../apps/notifier/src/domain/sending.js';
import { WORK_KINDS } from '../../apps/tracker-adapter/src/domain/work-body.js';

const page = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'DEAD-LETTERS.md'), 'utf8');
const [, kinds = '', causes = ''] =
  /## What is in the list(.*)\*\*cause\*\* is why(.*)## The admin API/s.exec(page) ?? [];
/** What stands first in the rows of tables. */
const named = (tables: string) => [...tables.matchAll(/^\| `(.+?)` +\|/gm)].map(([, name = '']) => name);

/** Why records that cannot be read are given up. */
const envelope = (kind: string) => JSON.stringify({ id: digest('a'), kind, at: 1, body: {} });
const unread = ['{', '{}', envelope('update.v9'), envelope('update.v1')].map((text) => {
  const read = fromBytes('session-events', { key: 'k', value: Buffer.from(text), trace: undefined });
  return read.ok ? text : read.cause;
});
const given = Object.values(CAUSE).map((cause) => (typeof cause === 'string' ? cause : cause(new TypeError('secret'))));

describe('what docs/DEAD-LETTERS.md lists', () => {
  it('is every kind there is, and no other', () => {
    const records = TOPIC_NAMES.flatMap((topic) => Object.keys(TOPICS[topic].records));
    const sendings = Sending.shape.what.options.map(({ shape }) => shape.kind.value);
    expect(named(kinds).toSorted()).toEqual([...new Set([...records, ...WORK_KINDS, ...sendings])].toSorted());
  });

  it('is every cause there is, and no other', () => {
    const rows = named(causes);
    const row = (cause: string) =>
      rows.find((one) => one === cause) ?? rows.find((one) => one.endsWith('…') && cause.startsWith(one.slice(0, -1)));
    expect([...unread, ...given].map(row)).toEqual(expect.arrayContaining(rows));
    expect([...unread, ...given].filter((cause) => row(cause) === undefined)).toEqual([]);
  });
});
