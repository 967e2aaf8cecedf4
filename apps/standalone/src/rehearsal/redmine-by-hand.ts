import { until } from '#testkit';
import type { RedminePart, RedminePerson } from '#testkit/parts';

export type StoredIssue = {
  id: number;
  author: { id: number };
  journals: { user: { id: number }; notes: string | null; private_notes: boolean }[];
};

/** The tests' Redmine as its people use it: each by plain REST, with their own key. */
export function redmineByHand({ url, apiKey, people, telegramField }: RedminePart) {
  async function send<T>(key: string, method: string, path: string, body?: object): Promise<T> {
    const headers = { 'x-redmine-api-key': key, 'content-type': 'application/json', connection: 'close' };
    const sent = body ? JSON.stringify(body) : null;
    // On SQLite the loser of two writes at once gets 500, and nothing of it is done.
    const answer = await until(
      () => fetch(url + path, { method, headers, body: sent }).then((one) => (one.status < 500 ? one : undefined)),
      { every: 200 },
    );
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text.trim() ? JSON.parse(text) : undefined) as T;
  }
  return {
    person(login: string): RedminePerson {
      const found = people[login];
      if (!found) throw new Error(`There is no ${login} in the tests' Redmine.`);
      return found;
    },
    /** On their own page "My account". */
    enterCode: (by: RedminePerson, code: string) =>
      send(by.apiKey, 'PUT', '/my/account.json', { user: { custom_fields: [{ id: telegramField, value: code }] } }),
    /** As the administrator sees it. */
    async read(issue: number): Promise<StoredIssue> {
      const path = `/issues/${issue}.json?include=journals`;
      return (await send<{ issue: StoredIssue }>(apiKey, 'GET', path)).issue;
    },
    note: (by: RedminePerson, issue: number, notes: string, hidden = false) =>
      send(by.apiKey, 'PUT', `/issues/${issue}.json`, { issue: { notes, private_notes: hidden } }),
  };
}
