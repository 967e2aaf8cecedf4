import type { Detail } from '#ports/tracker';

/** What the tracker keeps. People are told apart by what their role may see and do. */
export type Person = {
  id: string;
  login: string;
  name: string;
  role: 'service' | 'engineer' | 'customer';
  /** What they entered in their field "Telegram". */
  code?: string;
  /** Their own credential: no other is accepted for them. The service may read it. */
  key?: string;
  /** A locked account cannot be acted for. */
  locked?: boolean;
};
export type Project = { id: string; name: string; members: readonly string[] };
export type StoredFile = {
  id: string;
  token: string;
  name: string;
  mime?: string | undefined;
  bytes: Buffer;
  by: string;
  issue?: string;
  journal?: string;
};
export type StoredJournal = {
  id: string;
  author: string;
  at: number;
  text: string;
  private: boolean;
  details: readonly Detail[];
};
export type StoredIssue = {
  id: string;
  project: string;
  issueType: string;
  priority: string;
  status: string;
  subject: string;
  description: string;
  author: string;
  assignee?: string;
  watchers: string[];
  createdAt: number;
  updatedAt: number;
  /** Raised by every change of any issue: what changes are found by. */
  change: number;
  journals: StoredJournal[];
};

export const ISSUE_TYPES = [
  { id: '1', name: 'Support' },
  { id: '2', name: 'Bug' },
];
export const PRIORITIES = [
  { id: '1', name: 'Low' },
  { id: '2', name: 'Normal', isDefault: true },
  { id: '3', name: 'High' },
];
export const STATUSES = [
  { id: '1', name: 'New', closed: false },
  { id: '2', name: 'In progress', closed: false },
  { id: '3', name: 'Closed', closed: true },
];
