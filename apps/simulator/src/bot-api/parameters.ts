import { checkValue } from '../schema/check-value.js';
import type { MethodSchema } from '../schema/schema.js';
import { badRequest } from './error.js';
import type { Json, JsonObject } from './json.js';

/** An uploaded part of a multipart request. */
export type Upload = { name: string; mime: string; bytes: Buffer };

/** Parameters of an older Bot API that the server still takes. */
const legacy: Readonly<Record<string, string>> = {
  reply_to_message_id: 'Integer',
  allow_sending_without_reply: 'Boolean',
};

/** How the server words it when these are missing. */
const missing: Readonly<Record<string, string>> = {
  chat_id: 'chat_id is empty',
  from_chat_id: 'chat_id is empty',
  text: 'message text is empty',
  message_id: 'message identifier is not specified',
};

/** Documented as required, but without it `setWebhook` takes the webhook away. */
const mayBeMissing: ReadonlySet<string> = new Set(['url']);

/** A call's parameters, checked against the schema of its method; what the schema does not know is left out. */
export class Parameters {
  private readonly values: Readonly<Record<string, Json>>;

  constructor(
    schema: MethodSchema,
    raw: Readonly<Record<string, Json | undefined>>,
    readonly uploads: ReadonlyMap<string, Upload>,
  ) {
    const values: Record<string, Json> = {};
    for (const [declared, type] of Object.entries({ ...schema.takes, ...legacy })) {
      const required = declared.endsWith('!');
      const name = required ? declared.slice(0, -1) : declared;
      const given = raw[name] ?? (uploads.has(name) ? `attach://${name}` : undefined);
      if (given === undefined || given === null || given === '') {
        if (required && !mayBeMissing.has(name)) throw badRequest(missing[name] ?? `parameter "${name}" is required`);
        continue;
      }
      values[name] = read(name, given, type);
    }
    this.values = values;
  }

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  text(name: string): string | undefined {
    const value = this.values[name];
    return value === undefined ? undefined : String(value);
  }

  integer(name: string): number | undefined {
    const value = this.values[name];
    return value === undefined ? undefined : Number(value);
  }

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  object(name: string): JsonObject | undefined {
    const value = this.values[name];
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  }

  list(name: string): Json[] | undefined {
    const value = this.values[name];
    return Array.isArray(value) ? value : undefined;
  }
}

/** One parameter: forms and GET give words where JSON has numbers, flags and objects. */
function read(name: string, given: Json, type: string): Json {
  const value = typeof given === 'string' ? fromWords(name, given, type) : given;
  const faults = checkValue(value, type, false, name);
  if (faults.length > 0) throw badRequest(`can't parse parameter ${faults[0]}`);
  return value;
}

function fromWords(name: string, words: string, type: string): Json {
  switch (type) {
    case 'String':
    case 'InputFile':
    case 'InputFile|String':
      return words;
    case 'Integer':
    case 'Float':
      return words.trim() === '' ? words : Number(words);
    case 'Integer|String':
      return /^-?\d+$/.test(words) ? Number(words) : words;
    case 'Boolean':
      return ['true', '1', 'yes', 't'].includes(words.toLowerCase());
    default:
      try {
        return JSON.parse(words) as Json;
      } catch {
        throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`);
      }
  }
}
