/**
 * Reads what a piece of work is about, as this schema has it; throws what the schema throws. A body never changes while its
 * work is held: it is parsed once, however often somebody looks at it.
 */
export function readsBody<T>(schema: { parse(body: unknown): T }): (work: { body?: unknown }) => T {
  const read = new WeakMap<object, T>();
  return ({ body }) => {
    if (typeof body !== 'object' || body === null) return schema.parse(body);
    if (!read.has(body)) read.set(body, schema.parse(body));
    return read.get(body) as T;
  };
}
