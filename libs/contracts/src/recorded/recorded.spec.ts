import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { fromBytes } from '../record.js';
import { TOPIC_NAMES, TOPICS } from '../topics.js';

const Recorded = z.object({
  topic: z.enum(TOPIC_NAMES),
  key: z.string(),
  value: z.object({ id: z.string(), kind: z.string(), at: z.number(), body: z.unknown() }),
});

/** Records of each kind as they were first written, every field in use: they may still lie in someone's log. */
const recorded = readFileSync(new URL('./v1.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Recorded.parse(JSON.parse(line)));

describe('a record of an earlier release', () => {
  it.each(recorded.map((one, at) => [at + 1, one.value.kind, one] as const))(
    'is read with all that was meant (line %i, %s)',
    (_, _kind, { topic, key, value }) => {
      const parsed = fromBytes(topic, { key, value: Buffer.from(JSON.stringify(value)) });
      expect(parsed).toMatchObject({ ok: true, record: { topic, key, ...value } });
    },
  );

  it('of each kind that has ever been written was recorded', () => {
    const kinds = TOPIC_NAMES.flatMap((topic) => Object.keys(TOPICS[topic].records).map((kind) => `${topic} ${kind}`));
    const there = recorded.map(({ topic, value }) => `${topic} ${value.kind}`);
    expect([...new Set(there)].toSorted()).toEqual(kinds.toSorted());
  });
});
