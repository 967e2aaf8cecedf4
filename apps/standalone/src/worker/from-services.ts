import { z } from 'zod';

/** What the child process tells by Node's IPC. A hop's `trace` is a W3C traceparent; `at` is in ms. */
export const FromServices = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('not-ready'), why: z.string() }),
  z.object({
    type: z.literal('hop'),
    trace: z.string(),
    stage: z.enum(['chat', 'gateway', 'session-aggregator', 'tracker-adapter', 'tracker', 'notifier']),
    at: z.number(),
  }),
]);
export type FromServices = z.infer<typeof FromServices>;
export type Hop = Extract<FromServices, { type: 'hop' }>;
