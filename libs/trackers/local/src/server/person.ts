import { createHash, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import { Refusal } from './refusal.js';

export type Role = 'service' | 'engineer' | 'customer';
export type Person = { id: string; login: string; name: string; role: Role };

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * In whose name a request runs: the service's, or that of the login in `X-Act-As`. The token is compared in constant
 * time; an unknown login is answered with 412, as Redmine answers a wrong `X-Redmine-Switch-User`.
 */
export async function whoAsks(pool: Pool, token: string, headers: Headers): Promise<Person> {
  const given = String(headers['authorization'] ?? '').replace(/^Bearer /, '');
  if (!timingSafeEqual(digest(given), digest(token))) throw new Refusal(401, 'The token is not right.');
  const login = headers['x-act-as'];
  const { rows } = await pool.query<Person>(
    `SELECT id, login, name, role FROM people WHERE CASE WHEN $1::text IS NULL THEN role = 'service' ELSE login = $1 END`,
    [login],
  );
  const [person] = rows;
  if (!person) throw new Refusal(412, 'There is no one of that login.');
  return person;
}
