import type { TopicName } from '#contracts';

/** From then on a node's writes count for a lane, and those of the one before it do not. */
export type Owned = { topic: TopicName; lane: number; node: string; from: number };

/** Something a node did for a lane. */
export type Deed = {
  topic: TopicName;
  lane: number;
  node: string;
  at: number;
  what: 'committed' | 'published' | 'sent';
  /** For whoever reads of it. No message body. */
  about: string;
};
