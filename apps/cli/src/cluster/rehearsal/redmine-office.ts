import { randomUUID } from 'node:crypto';
import { until } from '#testkit';
import type { RedminePart } from '#testkit/parts';

/** Someone with an account of their own in the tests' Redmine. */
export type Colleague = { id: number; login: string; apiKey: string };

type Id = { id: number };
export type StoredJournal = { id: number; user: Id; notes: string | null; private_notes: boolean };
export type StoredIssue = {
  id: number;
  subject: string;
  description: string | null;
  author: Id;
  attachments: (Id & { filename: string; author: Id })[];
  journals: StoredJournal[];
};

/**
 * Redmine as the people in the office use it: by plain REST, each with their own key. Everyone in it is new, so that other
 * test files on the same Redmine never meet them.
 */
export function openOffice({ url, apiKey, projects, telegramField }: RedminePart) {
  async function send<T>(key: string, method: string, path: string, body?: object | Buffer): Promise<T> {
    const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
    const headers = { 'x-redmine-api-key': key, 'content-type': type, connection: 'close' };
    const sent = Buffer.isBuffer(body) ? new Uint8Array(body) : body && JSON.stringify(body);
    const ask = () => fetch(url + path, { method, headers, body: sent });
    // On SQLite the loser of two writes at once gets 500, and nothing of it is done.
    const answer = await until(() => ask().then(ifServed), { every: 200 });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text.trim() ? JSON.parse(text) : undefined) as T;
  }

  async function account(firstname: string, lastname: string, more: object = {}): Promise<Colleague> {
    const login = `${firstname.toLowerCase()}-${randomUUID().slice(0, 13)}`;
    const password = randomUUID();
    const mail = `${login}@example.net`;
    const wanted = { login, firstname, lastname, mail, password, mail_notification: 'none', ...more };
    const { user } = await send<{ user: Id & { api_key: string } }>(apiKey, 'POST', '/users.json', { user: wanted });
    return { id: user.id, login, apiKey: user.api_key };
  }

  return {
    /** A new account, in the web shop's project with that role (`Customer`, `Engineer`). */
    async join(firstname: string, lastname: string, role: string): Promise<Colleague> {
      const user = await account(firstname, lastname);
      const { roles } = await send<{ roles: (Id & { name: string })[] }>(apiKey, 'GET', '/roles.json');
      const membership = { user_id: user.id, role_ids: roles.filter(({ name }) => name === role).map(({ id }) => id) };
      await send(apiKey, 'POST', `/projects/${projects['web-shop']}/memberships.json`, { membership });
      return user;
    },
    /** A new administrator: one of a test's own, whose rights it may take away. */
    joinAsAdministrator: (firstname: string, lastname: string) => account(firstname, lastname, { admin: true }),
    setAdministrator: ({ id }: Colleague, admin: boolean) =>
      send(apiKey, 'PUT', `/users/${id}.json`, { user: { admin } }),
    /** Enters a one-time code where its owner would. */
    enterCode: ({ id }: Colleague, code: string) =>
      send(apiKey, 'PUT', `/users/${id}.json`, { user: { custom_fields: [{ id: telegramField, value: code }] } }),
    /** As the administrator sees it. */
    async read(issue: number): Promise<StoredIssue> {
      const path = `/issues/${issue}.json?include=journals,attachments`;
      return (await send<{ issue: StoredIssue }>(apiKey, 'GET', path)).issue;
    },
    /** Everything one account has created, oldest first. */
    async createdBy({ id }: Colleague): Promise<StoredIssue[]> {
      const path = `/issues.json?author_id=${id}&status_id=*&sort=id&limit=100`;
      return (await send<{ issues: StoredIssue[] }>(apiKey, 'GET', path)).issues;
    },
    /** The newest issues of that subject, newest first. */
    async titled(subject: string): Promise<StoredIssue[]> {
      const path = `/issues.json?subject=${encodeURIComponent(`~${subject}`)}&status_id=*&sort=id:desc&limit=100`;
      return (await send<{ issues: StoredIssue[] }>(apiKey, 'GET', path)).issues;
    },
    change: (by: Colleague, issue: number, fields: object) =>
      send(by.apiKey, 'PUT', `/issues/${issue}.json`, { issue: fields }),
    async upload(by: Colleague, filename: string, bytes: Buffer): Promise<{ token: string; filename: string }> {
      const path = `/uploads.json?filename=${encodeURIComponent(filename)}`;
      const { upload } = await send<{ upload: { token: string } }>(by.apiKey, 'POST', path, bytes);
      return { token: upload.token, filename };
    },
    async download(attachment: number): Promise<Buffer> {
      const answer = await fetch(`${url}/attachments/download/${attachment}`, {
        headers: { 'x-redmine-api-key': apiKey, connection: 'close' },
      });
      return Buffer.from(await answer.arrayBuffer());
    },
  };
}

const ifServed = (answer: Response) => (answer.status < 500 ? answer : undefined);

export type Office = ReturnType<typeof openOffice>;
