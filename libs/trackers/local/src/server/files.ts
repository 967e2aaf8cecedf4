import { randomBytes } from 'node:crypto';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import type { Pool } from 'pg';
import { MAX_FILE } from '../protocol.js';
import type { Queryable } from './database.js';
import type { Person } from './person.js';
import { notFound, Refusal } from './refusal.js';

const FORBIDDEN = new Set(['.exe', '.bat', '.scr']);
const CHUNK = 256 * 1024;

export type StoredFile = { id: string; name: string; mime: string | null; size: number };

/** Keeps a stream as rows of at most a quarter MiB. Until its token is used, the file belongs to no issue. */
export async function storeFile(
  pool: Pool,
  person: Person,
  { name, mime }: { name: string; mime?: string | undefined },
  body: Readable,
): Promise<{ id: string; token: string }> {
  const extension = extname(name).toLowerCase();
  if (FORBIDDEN.has(extension)) throw new Refusal(422, `File extension ${extension} is not allowed.`);
  const token = randomBytes(16).toString('hex');
  const { rows } = await pool.query<{ id: string }>(
    'INSERT INTO files (token, author_id, name, mime) VALUES ($1, $2, $3, $4) RETURNING id',
    [token, person.id, name, mime],
  );
  const id = rows[0]?.id ?? '';
  try {
    await pool.query('UPDATE files SET size = $2 WHERE id = $1', [id, await storeChunks(pool, id, body)]);
  } catch (error) {
    await pool.query('DELETE FROM file_chunks WHERE file_id = $1', [id]);
    await pool.query('DELETE FROM files WHERE id = $1', [id]);
    throw error;
  }
  return { id, token };
}

async function storeChunks(pool: Pool, file: string, body: Readable): Promise<number> {
  let size = 0;
  let number = 0;
  for await (const bytes of inChunks(body)) {
    size += bytes.length;
    if (size > MAX_FILE) throw new Refusal(413, 'The file is larger than 20 MB.');
    await pool.query('INSERT INTO file_chunks VALUES ($1, $2, $3)', [file, number++, bytes]);
  }
  return size;
}

async function* inChunks(body: Readable): AsyncIterable<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  // Left open when it is too long: a request destroyed half-way would take the refusal down with its connection.
  for await (const bytes of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    waiting.push(bytes);
    length += bytes.length;
    if (length < CHUNK) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

/** A file of an issue and a journal entry this person sees. */
export async function findFile(database: Queryable, person: Person, file: string): Promise<StoredFile> {
  const { rows } = await database.query<StoredFile>(
    `SELECT f.id, f.name, f.mime, f.size FROM people me, files f JOIN issues i ON i.id = f.issue_id
     WHERE me.id = $1 AND f.id = $2 AND sees(me, i)
       AND (f.journal_id IS NULL OR EXISTS (SELECT FROM journals j WHERE j.id = f.journal_id AND sees(me, j)))`,
    [person.id, file],
  );
  if (!rows[0]) throw notFound();
  return rows[0];
}

export function readFile(pool: Pool, { id }: StoredFile): Readable {
  async function* chunks() {
    for (let number = 0; ; number++) {
      const { rows } = await pool.query<{ bytes: Buffer }>(
        'SELECT bytes FROM file_chunks WHERE file_id = $1 AND number = $2',
        [id, number],
      );
      if (!rows[0]) return;
      yield rows[0].bytes;
    }
  }
  return Readable.from(chunks(), { objectMode: false });
}
