import { z } from 'zod';

/** A file in a messenger: `ref` is opaque outside its adapter. Sizes are bytes; absent means the messenger did not say. */
export const ChatFile = z.object({
  ref: z.string().min(1),
  name: z.string().min(1).max(255),
  mime: z.string().optional(),
  size: z.int().nonnegative().optional(),
});
export type ChatFile = z.infer<typeof ChatFile>;

/** A file in a tracker: `ref` is opaque outside its adapter. */
export const TrackerFile = z.object({
  ref: z.string().min(1),
  name: z.string().min(1),
  mime: z.string().optional(),
  size: z.int().nonnegative(),
});
export type TrackerFile = z.infer<typeof TrackerFile>;
