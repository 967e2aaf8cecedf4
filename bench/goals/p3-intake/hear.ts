import { z } from 'zod';
import { ChatKey, type TopicRecord } from '#contracts';
import { deliveryTo, wordsOf, type Written } from '../../lanes/update-record.js';

const Heard = z.object({ messages: z.int(), last: z.string() });
export type Heard = z.infer<typeof Heard>;

/** What is decided about a record, by all contenders alike: its chat counts it, and gets an answer. Pure. */
export function hear(record: Written, before: unknown): { state: Heard; delivery: TopicRecord<'deliveries'> } {
  const messages = before === undefined ? 1 : Heard.parse(before).messages + 1;
  const said = { at: record.at, causes: [record.id], words: wordsOf(record) };
  return { state: { messages, last: record.id }, delivery: deliveryTo(ChatKey.parse(record.key), said) };
}
