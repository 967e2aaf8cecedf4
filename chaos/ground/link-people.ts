import type { Desk } from '../people/desk.js';
import { askPostgres } from './ask-postgres.js';

/** A person in their private chat, and the account that is theirs. */
export type Linked = { desk: Desk; person: number; name: string; account: string; login: string };

const LINK = `
  INSERT INTO link (user_key, desk, chat, account, login, account_name, user_name, language, at)
  SELECT u, d, c, a, l, n, n, 'en', 0
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) AS given (d, u, c, a, l, n)`;

/** As if each had proved their account long ago: how that is done is not what a run is about. */
export async function linkPeople(databaseUrl: string, people: readonly Linked[]): Promise<void> {
  await askPostgres(databaseUrl, LINK, [
    people.map(({ desk }) => desk.id),
    people.map(({ desk, person }) => desk.userOf(person)),
    people.map(({ desk, person }) => desk.chatOf(person)),
    people.map(({ account }) => account),
    people.map(({ login }) => login),
    people.map(({ name }) => name),
  ]);
}
