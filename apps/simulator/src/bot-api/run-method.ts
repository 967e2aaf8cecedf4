import { checkValue } from '../schema/check-value.js';
import { methodNames, methodSchemas } from '../schema/schema.js';
import type { BotState } from '../world/world.js';
import { BotApiError } from './error.js';
import type { Json } from './json.js';
import { RawJson, type Answer, type Ground } from './method.js';
import { methodTable } from './method-table.js';
import { Parameters } from './parameters.js';
import type { RawCall } from './read-request.js';

/** The documented name of a method, or 404. */
export function methodNamed(name: string): string {
  const known = methodNames.get(name.toLowerCase());
  if (known === undefined) throw new BotApiError(404, 'Not Found');
  return known;
}

/** Runs one method for one bot: the parameters checked against its schema, and, where asked for, the answer too. */
export async function runMethod(
  ground: Ground,
  state: BotState,
  method: string,
  raw: RawCall,
  signal: AbortSignal,
  checksAnswers: boolean,
): Promise<Answer> {
  const schema = methodSchemas[method];
  const run = methodTable[method];
  if (schema === undefined || run === undefined) throw new BotApiError(404, 'Not Found');
  const params = new Parameters(schema, raw.values, raw.uploads);
  const answer = await run({ ground, state, params, signal });
  if (checksAnswers) {
    const { result } = answer;
    const value =
      result instanceof RawJson ? (JSON.parse(result.text) as Json) : (JSON.parse(JSON.stringify(result)) as Json);
    const faults = checkValue(value, schema.returns, true, method);
    if (faults.length > 0) throw new Error(`the simulator breaks the schema: ${faults.join('; ')}`);
  }
  return answer;
}
