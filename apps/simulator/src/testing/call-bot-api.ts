import type { Json, JsonObject } from '../bot-api/json.js';
import type { Simulator } from '../start-simulator.js';

/** What any client sees of an answer. */
export type Envelope = {
  status: number;
  ok: boolean;
  result?: Json;
  description?: string;
  error_code?: number;
  parameters?: { retry_after?: number };
};

/** Calls a method as a plain client does, by JSON, and gives the whole envelope. */
export async function call(
  simulator: Simulator,
  token: string,
  method: string,
  params: JsonObject = {},
): Promise<Envelope> {
  const response = await fetch(`${simulator.url}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  return { status: response.status, ...((await response.json()) as Omit<Envelope, 'status'>) };
}

/** The result of a call that must succeed. */
export async function must<T = JsonObject>(
  simulator: Simulator,
  token: string,
  method: string,
  params: JsonObject = {},
): Promise<T> {
  const { ok, result, description } = await call(simulator, token, method, params);
  if (!ok) throw new Error(`${method}: ${description}`);
  return result as T;
}

/** The words of a refusal, or nothing where there is none. */
export async function refusal(
  simulator: Simulator,
  token: string,
  method: string,
  params: JsonObject = {},
): Promise<string | undefined> {
  const { ok, status, error_code: code, description } = await call(simulator, token, method, params);
  if (ok) return undefined;
  return status === code ? description : `HTTP ${status}, but ${code}`;
}
