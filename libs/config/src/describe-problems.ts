import type { z } from 'zod';
import { VARIABLES } from './from-environment.js';
import { exampleOf, jsonSchemaOf, schemaAt } from './json-schema.js';

/** Something wrong: where, and what, with an example. */
export type Problem = { path: string; text: string };

/** What is wrong with a value, never the value itself, which may be a secret. `under`: where the value stands. */
export function describeProblems(schema: z.ZodType, error: z.ZodError, under: string): Problem[] {
  const json = jsonSchemaOf(schema);
  return error.issues.map((issue) => {
    const at = pathOf(under, issue.path);
    const what = issue.input === undefined && issue.code === 'invalid_type' ? 'is missing' : issue.message;
    const known = schemaAt(json, issue.path);
    return { path: at, text: `${what}${hint(at, known && exampleOf(known))}` };
  });
}

export function pathOf(under: string, steps: readonly PropertyKey[]): string {
  const joined = steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return `${under}${joined}`.replace(/^\./, '');
}

function hint(path: string, example: unknown): string {
  const variable = VARIABLES.find(([, key]) => key === path)?.[0];
  const shown = typeof example === 'string' ? example : JSON.stringify(example);
  const parts = [shown !== undefined && `for example ${shown}`, variable && `or in the variable ${variable}`];
  const said = parts.filter(Boolean).join(', ');
  return said ? ` (${said})` : '';
}
