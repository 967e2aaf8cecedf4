import { readdir, readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { z } from 'zod';

/** Bytes among a statement's values, as they stand in a line. */
const Bytes = z.object({ $bytes: z.string() });

/** When it was done (ms since 1970). */
const at = z.number();

/**
 * What a service did outside of itself. `connection`: which of its connections to Postgres, by number. `answered`: whether everything
 * was that it had been given before; else they were under way together.
 */
const Recorded = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sql'),
    at,
    connection: z.int(),
    answered: z.boolean(),
    text: z.string(),
    name: z.string().optional(),
    values: z.array(z.unknown()),
  }),
  z.object({
    kind: z.literal('publish'),
    at,
    messages: z.array(
      z.object({
        topic: z.string(),
        partition: z.int(),
        key: z.string(),
        value: z.string(),
        headers: z.string(),
      }),
    ),
  }),
  z.object({
    kind: z.literal('http'),
    at,
    url: z.string(),
    method: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
    /** A file instead of a body: so many, of which nothing else is kept. */
    octets: z.int().optional(),
  }),
]);
export type Recorded = z.infer<typeof Recorded>;
export type Kind = Recorded['kind'];
export type Request = Extract<Recorded, { kind: 'http' }>;

/** While messages were under way; what came before and after is none of their cost (ms since 1970). */
export type Span = { from: number; to: number };
export const isIn = ({ from, to }: Span, { at: when }: { at: number }): boolean => from <= when && when <= to;

/** How a process is told a span: as two arguments. */
export const toArgs = ({ from, to }: Span) => [`${from}`, `${to}`];
export const spanOf = (from = '', to = ''): Span => ({ from: Number(from), to: Number(to) });

/** What a request carries. Throws where a stream does not say how long it is. */
export function bodyOf(body: unknown, headers: Readonly<Record<string, string>>): Pick<Request, 'body' | 'octets'> {
  if (!(body instanceof Readable)) return { body: body ? String(body) : '' };
  const length = headers['content-length'];
  if (length === undefined) throw new Error('A stream does not say how long it is: it cannot be recorded.');
  return { body: '', octets: Number(length) };
}

export const toLine = (what: Recorded): string => `${JSON.stringify(what, packed)}\n`;
export const fromLine = (line: string): Recorded => Recorded.parse(JSON.parse(line, unpacked));

/** A Buffer has a `toJSON` of its own, which comes first. */
function packed(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const own = this[key];
  if (own instanceof Uint8Array) return { $bytes: Buffer.from(own).toString('base64') };
  return typeof value === 'bigint' ? String(value) : value;
}

function unpacked(_key: string, value: unknown): unknown {
  const bytes = Bytes.safeParse(value);
  return bytes.success ? Buffer.from(bytes.data.$bytes, 'base64') : value;
}

/** Everything of one kind that was recorded in a folder, process by process, each in its order. */
export async function recordedIn<K extends Kind>(folder: string, kind: K): Promise<Extract<Recorded, { kind: K }>[][]> {
  const files = (await readdir(folder)).toSorted();
  return await Promise.all(
    files.map(async (file) => {
      const lines = (await readFile(`${folder}/${file}`, 'utf8')).split('\n').filter((line) => line !== '');
      return lines.map(fromLine).filter((one): one is Extract<Recorded, { kind: K }> => one.kind === kind);
    }),
  );
}
