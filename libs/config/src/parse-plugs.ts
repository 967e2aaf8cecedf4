import { z } from 'zod';
import { describeProblems, type Problem } from './describe-problems.js';

type Plug = Readonly<Record<string, { configSchema: z.ZodType }>>;
/** The schemas of what can be plugged in, by name. */
export type Plugs = { trackers: Plug; messengers: Plug };

/** A desk's channels and tracker, each by its own schema. */
export type Plugged = { channels: unknown[]; tracker: unknown };

const Keys = z.record(z.string(), z.unknown());
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const keys = (value: unknown) => Keys.safeParse(value).data ?? {};

/** Parses each desk's channels and tracker by their own schemas, also where the rest of the file is not right yet. */
export function parsePlugs(desks: unknown, { trackers, messengers }: Plugs) {
  const problems: Problem[] = [];

  function parse(plugs: Plug, name: unknown, own: unknown, path: string, nameKey: string): unknown {
    if (name === undefined) return undefined;
    const plug = typeof name === 'string' && Object.hasOwn(plugs, name) ? plugs[name] : undefined;
    if (!plug) {
      const known = Object.keys(plugs).join(', ');
      problems.push({ path: `${path}.${nameKey}`, text: `there is none of this name (for example one of ${known})` });
      return undefined;
    }
    const parsed = plug.configSchema.safeParse(own, { reportInput: true });
    if (!parsed.success) problems.push(...describeProblems(plug.configSchema, parsed.error, path));
    return parsed.data;
  }

  const plugged = list(desks).map((desk, i): Plugged => {
    const { channels, tracker } = keys(desk);
    const { kind, ...own } = keys(tracker);
    return {
      channels: list(channels).map((channel, j) => {
        const { id: _, messenger, ...rest } = keys(channel);
        return parse(messengers, messenger, rest, `desks[${i}].channels[${j}]`, 'messenger');
      }),
      tracker: parse(trackers, kind, own, `desks[${i}].tracker`, 'kind'),
    };
  });
  return { problems, desks: plugged };
}
