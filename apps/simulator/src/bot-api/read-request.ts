import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { BotApiError, badRequest } from './error.js';
import type { Json, JsonObject } from './json.js';
import type { Upload } from './parameters.js';

export type RawCall = { values: Record<string, Json | undefined>; uploads: Map<string, Upload> };

/** The largest file a bot may send (Bot API, "Sending files"). */
const largestUpload = 50 * 2 ** 20;
/** What a body may have beside its files. */
const largestForm = 8 * 2 ** 20;

/** Query, JSON, urlencoded or multipart: all say the same. The body wins where both name a parameter. */
export async function readRequest(request: IncomingMessage, query: URLSearchParams): Promise<RawCall> {
  const values: RawCall['values'] = Object.fromEntries(query);
  const uploads: RawCall['uploads'] = new Map();
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) {
    await readMultipart(request, values, uploads);
    return { values, uploads };
  }
  const body = await readBody(request, largestForm);
  if (body.length === 0) return { values, uploads };
  if (type.startsWith('application/json')) Object.assign(values, parseJson(body));
  else if (type.startsWith('application/x-www-form-urlencoded')) {
    Object.assign(values, Object.fromEntries(new URLSearchParams(body.toString('utf8'))));
  }
  return { values, uploads };
}

export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new BotApiError(413, 'Request Entity Too Large');
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

function parseJson(body: Buffer): JsonObject {
  let value: Json;
  try {
    value = JSON.parse(body.toString('utf8')) as Json;
  } catch {
    throw badRequest("can't parse request: Can't parse JSON object");
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest("can't parse request: expected an Object");
  }
  return value;
}

export async function readMultipart(
  request: IncomingMessage,
  values: RawCall['values'],
  uploads: RawCall['uploads'],
): Promise<void> {
  const form = busboy({
    headers: request.headers,
    defParamCharset: 'utf8',
    limits: { fileSize: largestUpload, fieldSize: largestForm },
  });
  let tooLarge = false;
  form.on('field', (name, value) => void (values[name] = value));
  form.on('file', (field, stream, { filename, mimeType }) => {
    // Files of one name are all kept: a page's form sends several like that.
    const key = uploads.has(field) ? `${field}#${uploads.size}` : field;
    const upload = { name: filename ?? field, mime: mimeType, bytes: Buffer.alloc(0) };
    uploads.set(key, upload);
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('limit', () => (tooLarge = true));
    stream.on('end', () => (upload.bytes = Buffer.concat(chunks)));
  });
  await new Promise<void>((resolve, reject) => {
    form.on('close', resolve);
    form.on('error', reject);
    request.on('aborted', () => reject(badRequest('the request was cut off')));
    request.pipe(form);
  }).catch((cause: unknown) => {
    throw cause instanceof BotApiError ? cause : badRequest("can't parse multipart form");
  });
  if (tooLarge) throw new BotApiError(413, 'Request Entity Too Large');
}
