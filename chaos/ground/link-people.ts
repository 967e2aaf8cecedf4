import { chatOf, DESK, userOf } from '../people/desk.js';
import { askPostgres } from './ask-postgres.js';

/** A person in their private chat, and the account that is theirs. */
export type Linked = { person: number; name: string; account: string; login: string };

const LINK = `
  INSERT INTO link (user_key, desk, chat, account, login, account_name, user_name, language, at)
  SELECT u, $1, c, a, l, n, n, 'en', 0
  FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) AS given (u, c, a, l, n)`;

/** As if each had proved their account long ago: how that is done is not what a run is about. */
export async function linkPeople(databaseUrl: string, people: readonly Linked[]): Promise<void> {
  const places = people.map(({ person }) => ({ user: userOf(person), chat: chatOf(person) }));
  await askPostgres(databaseUrl, LINK, [
    DESK,
    places.map(({ user }) => user),
    places.map(({ chat }) => chat),
    people.map(({ account }) => account),
    people.map(({ login }) => login),
    people.map(({ name }) => name),
  ]);
}
