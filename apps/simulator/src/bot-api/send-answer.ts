import type { ServerResponse } from 'node:http';
import { checkValue } from '../schema/check-value.js';
import type { BotApiError } from './error.js';
import type { JsonObject } from './json.js';
import { RawJson, type Answer } from './method.js';

export function sendAnswer(response: ServerResponse, { result, description }: Answer): void {
  const json = result instanceof RawJson ? result.text : JSON.stringify(result);
  const words = description === undefined ? '' : `,"description":${JSON.stringify(description)}`;
  send(response, 200, `{"ok":true,"result":${json}${words}}`);
}

/** The HTTP status is the `error_code`, and what is to be waited stands in the header, too. */
export function sendError(response: ServerResponse, error: BotApiError): void {
  const wait = error.parameters?.retry_after;
  send(response, error.code, JSON.stringify(envelopeOf(error)), wait === undefined ? {} : { 'retry-after': `${wait}` });
}

const envelopeOf = ({ code, description, parameters }: BotApiError): JsonObject => ({
  ok: false,
  error_code: code,
  description,
  ...(parameters === undefined ? {} : { parameters }),
});

/** What is wrong with a refusal, as `checkValue` tells it; empty if nothing is. */
export function checkRefusal(error: BotApiError): string[] {
  const { error_code: code, description, parameters } = envelopeOf(error);
  return [
    ...checkValue(code ?? null, 'Integer', true, 'error_code'),
    ...checkValue(description ?? null, 'String', true, 'description'),
    ...checkValue(parameters ?? {}, 'ResponseParameters', true, 'parameters'),
  ];
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  if (response.destroyed) return;
  const own = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...own, ...headers });
  response.end(body);
}
