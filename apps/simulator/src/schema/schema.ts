import { readFileSync } from 'node:fs';

/** `takes` maps a parameter (`name!` where it is required) to its type expression: `Integer|String`, `Array of User`. */
export type MethodSchema = { returns: string; takes: Readonly<Record<string, string>> };
/** Fields as in `takes`, or the names of the types that this one only groups. */
export type TypeSchema = Readonly<Record<string, string>> | readonly string[];

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));

/** What is served, from Bot API 10.1; made by `tools/make-schema.ts`. */
export const methodSchemas = read('./methods.generated.json') as Readonly<Record<string, MethodSchema>>;
export const typeSchemas = read('./types.generated.json') as Readonly<Record<string, TypeSchema>>;

/** Method names are case-insensitive: lower case to the name as documented. */
export const methodNames: ReadonlyMap<string, string> = new Map(
  Object.keys(methodSchemas).map((name) => [name.toLowerCase(), name]),
);
