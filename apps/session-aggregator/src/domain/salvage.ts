import { z } from 'zod';
import { Dialog, Part, Session } from './session.js';

/** What was kept for a session, as far as it can be read. `unreadable` is put aside, never thrown away. */
export type Loaded = { session: Session | undefined; unreadable?: unknown };

const Loose = z.object({ dialogs: z.array(z.unknown()).catch([]) }).loose();
const LooseDialog = z.object({ id: z.string(), version: z.int().catch(0), parts: z.array(z.unknown()) });

/** Sessions as they were made here. To the next record of a batch one comes as it is, and needs no reading. */
const made = new WeakSet<Session>();

export function noteMade(session: Session): Session {
  made.add(session);
  return session;
}

const isMade = (raw: unknown): raw is Session => typeof raw === 'object' && made.has(raw as Session);

/**
 * Reads a stored session. One that does not parse (written by a version that is no longer, or is not yet, here) keeps
 * every dialog that does, and of the others the words: they are asked about again.
 */
export function loadSession(raw: unknown, blank: Session): Loaded {
  if (raw === undefined || raw === null) return { session: undefined };
  if (isMade(raw)) return { session: raw };
  const whole = Session.safeParse(raw);
  if (whole.success) return { session: whole.data };
  const loose = Loose.safeParse(raw);
  const dialogs = loose.success ? loose.data.dialogs.flatMap(salvageDialog) : [];
  return { session: { ...blank, dialogs }, unreadable: raw };
}

function salvageDialog(raw: unknown): Dialog[] {
  const whole = Dialog.safeParse(raw);
  if (whole.success) return [whole.data];
  const loose = LooseDialog.safeParse(raw);
  if (!loose.success) return [];
  const parts = loose.data.parts.flatMap((part) => Part.safeParse(part).data ?? []);
  if (parts.length === 0) return [];
  const { id, version } = loose.data;
  const at = parts.at(-1)?.at ?? 0;
  const phase = { kind: 'collecting', startedAt: at, closesAt: at } as const;
  return [{ id, version, turn: version + 1, parts, phase, draft: {}, notices: [] }];
}
