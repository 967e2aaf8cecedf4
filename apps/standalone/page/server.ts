import type { Bubble, Harm, PageState } from '../src/protocol.js';

/** The server did not do what it was asked for; the message is for people. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

const json = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export async function ask<T>(path: string, request: RequestInit = {}): Promise<T> {
  const answer = await fetch(`/api/${path}`, request).catch(() => {
    throw new Refused('Relaydesk does not answer.');
  });
  if (!answer.ok) throw new Refused(await refusalOf(answer));
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** The simulated messenger says `error`, the tracker `errors`. */
async function refusalOf(answer: Response): Promise<string> {
  const said = (await answer.json().catch(() => ({}))) as { error?: string; errors?: string[] };
  return said.errors?.join(' ') ?? said.error ?? 'That did not work.';
}

export const readState = (): Promise<PageState> => ask('state');
export const harm = (name: Harm): Promise<void> => ask(`break/${name}`, { method: 'POST' });

/** One person's chat with the bot. */
export function chatOf(person: number, bot: number) {
  const at = { person, bot };
  return {
    transcript: () => ask<Bubble[]>(`person/transcript?person=${person}&bot=${bot}`),
    say: (text: string, replyTo?: number) => ask('person/say', json({ ...at, text, replyTo })),
    start: () => ask('person/start', json(at)),
    edit: (message: number, text: string) => ask('person/edit', json({ ...at, message, text })),
    press: (message: number, data: string) => ask('person/press', json({ ...at, message, data })),
    sendFiles(files: readonly File[], caption: string, replyTo?: number) {
      const form = new FormData();
      form.set('person', String(person));
      form.set('bot', String(bot));
      if (caption) form.set('caption', caption);
      if (replyTo !== undefined) form.set('replyTo', String(replyTo));
      for (const file of files) form.append('files', file, file.name);
      return ask('person/files', { method: 'POST', body: form });
    },
  };
}
export type ChatWithBot = ReturnType<typeof chatOf>;

/** The tracker in someone's name. */
export function trackerAs(login: string) {
  const at = `tracker/${login}`;
  return {
    issues: () => ask<{ issues: IssueHead[] }>(`${at}/issues?status=all&limit=100`).then(({ issues }) => issues),
    issue: (id: string) => ask<Issue>(`${at}/issues/${id}`),
    change: (id: string, change: IssueChange) =>
      ask<{ issue: Issue }>(`${at}/issues/${id}`, { ...json(change), method: 'PUT' }),
    async upload(file: File): Promise<string> {
      const query = new URLSearchParams({ name: file.name, ...(file.type && { mime: file.type }) });
      const request = { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file };
      return (await ask<{ token: string }>(`${at}/uploads?${query}`, request)).token;
    },
    me: () => ask<{ id: string; name: string; telegram: string }>(`${at}/people/me`),
    saveTelegram: (id: string, telegram: string) =>
      ask(`${at}/people/${id}/telegram`, { ...json({ telegram }), method: 'PUT' }),
    fileAddress: (id: string) => `/api/${at}/files/${id}/content`,
  };
}
export type TrackerAs = ReturnType<typeof trackerAs>;

export type Someone = { id: string; login: string; name: string };
type Named = { id: string; name: string };
export type TrackerFile = { id: string; name: string; mime: string | null; size: number };
export type IssueHead = {
  id: string;
  subject: string;
  createdAt: string;
  updatedAt: string;
  project: Named;
  issueType: Named;
  priority: Named;
  status: Named & { closed: boolean };
  author: Someone;
  assignee: Someone | null;
  newestComment: { author: Someone; text: string; private: boolean; at: string } | null;
};
export type Journal = {
  id: string;
  author: Someone;
  at: string;
  text: string;
  private: boolean;
  details: { field: string; from: string | null; to: string | null }[];
  files: TrackerFile[];
};
export type Issue = IssueHead & {
  description: string;
  files: TrackerFile[];
  journals: Journal[];
  allowedStatuses: Named[];
};
export type IssueChange = { text?: string; private?: boolean; status?: string | undefined; uploads?: string[] };
