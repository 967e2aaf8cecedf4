import type { QueryConfig } from 'pg';
import type { CorrelationWrite, Link } from '../../port.js';
import { lastOfEach, wholeMs } from './rows.js';

export type LinkWrite = Extract<CorrelationWrite, { kind: 'link' | 'unlink' }>;

type KeyWrite = Extract<CorrelationWrite, { kind: 'link-key' }>;

/** What was said last of a user counts. A user key holds its desk and channel, so it alone is the key. */
export function changeLinks(writes: readonly LinkWrite[]): QueryConfig[] {
  const last = lastOfEach(writes, (write) => (write.kind === 'link' ? write.row.user : write.user));
  const links = last.flatMap((write) => (write.kind === 'link' ? [write.row] : []));
  const gone = last.flatMap((write) => (write.kind === 'unlink' ? [write.user] : []));
  return [...(links.length > 0 ? [upsert(links)] : []), ...(gone.length > 0 ? [remove(gone)] : [])];
}

const upsert = (rows: readonly Link[]): QueryConfig => ({
  name: 'correlation.link',
  text: `
    INSERT INTO link AS l (user_key, desk, chat, account, login, account_name, user_name, language, sealed_key, at)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
      $9::text[], $10::bigint[])
    ON CONFLICT (user_key) DO UPDATE
    SET desk = excluded.desk, chat = excluded.chat, account = excluded.account, login = excluded.login,
      account_name = excluded.account_name, user_name = excluded.user_name, language = excluded.language,
      sealed_key = excluded.sealed_key, at = excluded.at
    WHERE l IS DISTINCT FROM excluded`,
  values: [
    rows.map((row) => row.user),
    rows.map((row) => row.desk),
    rows.map((row) => row.chat),
    rows.map((row) => row.account),
    rows.map((row) => row.login),
    rows.map((row) => row.accountName),
    rows.map((row) => row.userName),
    rows.map((row) => row.language),
    rows.map((row) => row.sealedKey),
    rows.map((row) => wholeMs(row.at)),
  ],
});

const remove = (users: readonly string[]): QueryConfig => ({
  name: 'correlation.unlink',
  text: `DELETE FROM link WHERE user_key = ANY($1::text[])`,
  values: [users],
});

/** After the links themselves: what is said of a key is said of the account it belongs to. */
export function renewKeys(writes: readonly KeyWrite[]): QueryConfig[] {
  const rows = lastOfEach(writes, ({ user }) => user);
  return rows.length > 0 ? [renew(rows)] : [];
}

const renew = (rows: readonly KeyWrite[]): QueryConfig => ({
  name: 'correlation.link-key',
  text: `
    UPDATE link AS l SET sealed_key = renewed.sealed_key
    FROM unnest($1::text[], $2::text[], $3::text[]) AS renewed (user_key, account, sealed_key)
    WHERE l.user_key = renewed.user_key AND l.account = renewed.account`,
  values: [rows.map(({ user }) => user), rows.map(({ account }) => account), rows.map(({ sealedKey }) => sealedKey)],
});
