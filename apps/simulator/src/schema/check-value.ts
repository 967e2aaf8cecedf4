import type { Json } from '../bot-api/json.js';
import { typeSchemas } from './schema.js';

const scalars: Readonly<Record<string, (value: Json) => boolean>> = {
  Integer: (value) => Number.isSafeInteger(value),
  Float: (value) => typeof value === 'number',
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  InputFile: (value) => typeof value === 'string',
};

/**
 * What is wrong with a value of a type expression, each as `path: what`; empty if nothing is. With `closed`, a field the
 * schema does not know is wrong too: that is how our own answers are checked, while requests may carry more.
 */
export function checkValue(value: Json, expression: string, closed: boolean, path = ''): string[] {
  const alternatives = expression.split('|').map((type) => checkOne(value, type, closed, path));
  return alternatives.find((faults) => faults.length === 0) ?? fewest(alternatives);
}

function checkOne(value: Json, type: string, closed: boolean, path: string): string[] {
  if (type.startsWith('Array of ')) {
    if (!Array.isArray(value)) return [`${path}: must be an array`];
    return value.flatMap((item, at) => checkValue(item, type.slice(9), closed, `${path}[${at}]`));
  }
  const scalar = scalars[type];
  if (scalar !== undefined) return scalar(value) ? [] : [`${path}: must be of type ${type}`];
  const schema = typeSchemas[type];
  if (schema === undefined) return [`${path}: unknown type ${type}`];
  if (schema instanceof Array) return checkValue(value, schema.join('|'), closed, path);
  return checkObject(value, schema, closed, path);
}

function checkObject(value: Json, schema: Readonly<Record<string, string>>, closed: boolean, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: must be an object`];
  const faults: string[] = [];
  const known = new Set<string>();
  for (const [declared, expression] of Object.entries(schema)) {
    const required = declared.endsWith('!');
    const name = required ? declared.slice(0, -1) : declared;
    known.add(name);
    const field = value[name];
    if (field !== undefined) faults.push(...checkValue(field, expression, closed, `${path}.${name}`));
    else if (required) faults.push(`${path}.${name}: is missing`);
  }
  if (closed) for (const name of Object.keys(value)) if (!known.has(name)) faults.push(`${path}.${name}: is not known`);
  return faults;
}

const fewest = (alternatives: string[][]): string[] =>
  alternatives.reduce((best, faults) => (faults.length < best.length ? faults : best));
