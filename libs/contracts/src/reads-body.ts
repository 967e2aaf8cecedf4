import { z } from 'zod';

/**
 * Reads what a piece of work is about, as this schema has it; throws what the schema throws. A body never changes while its
 * work is held: it is parsed once, however often somebody looks at it.
 */
export function readsBody<T>(schema: z.ZodType<T>): (work: { body?: unknown }) => T {
  const compiled = z.compile(schema);
  const read = new WeakMap<object, T>();
  return ({ body }) => {
    if (typeof body !== 'object' || body === null) return compiled.parse(body);
    if (!read.has(body)) read.set(body, compiled.parse(body));
    return read.get(body) as T;
  };
}
