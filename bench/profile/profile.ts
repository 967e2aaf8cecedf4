import { z } from 'zod';

/** As V8 writes it: https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile; times in µs. */
export const Profile = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.int() }),
      children: z.array(z.int()).default([]),
    }),
  ),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});
export type Profile = z.infer<typeof Profile>;
export type Frame = Profile['nodes'][number]['callFrame'];

/** Time in which nothing ran, and what is on every stack. */
export const REST = ['(idle)', '(root)'];

/** `libs/lane/src/engine/writer.js`, `node_modules/zod`, `node:net`, `(garbage collector)`. */
export function placeOf({ url, functionName }: Frame): string {
  if (url === '') return functionName;
  const dependency = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  return dependency ?? /(?:dist\/|^)((?:apps|libs)\/.*)$/.exec(url)?.[1] ?? url;
}

export const nameOf = (frame: Frame) =>
  `${frame.functionName || '(anonymous)'} ${placeOf(frame)}:${frame.lineNumber + 1}`;
