import { z } from 'zod';
import { ChatKey, type TopicRecord } from '#contracts';
import { deliveryTo, wordsOf, type Written } from '../../lanes/update-record.js';

/** So long after the last message of a chat it counts as whole. */
export const WINDOW_MS = 2_000;

const Collected = z.object({ words: z.array(z.string()), causes: z.array(z.string()) });
export type Collected = z.infer<typeof Collected>;

/** A message joins what its chat has said since its last window. Pure. */
export function collect(record: Written, before: unknown): Collected {
  const { words, causes } = before === undefined ? { words: [], causes: [] } : Collected.parse(before);
  return { words: [...words, wordsOf(record)], causes: [...causes, record.id] };
}

/** What became of a window: all its words at once. Pure. */
export function outcomeOf(key: string, state: unknown, at: number): TopicRecord<'deliveries'> {
  const { words, causes } = Collected.parse(state);
  return deliveryTo(ChatKey.parse(key), { at, causes, words: words.join('\n') });
}
