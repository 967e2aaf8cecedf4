import { digest, type SessionKey } from '#contracts';
import { z } from 'zod';

export const VERBS = [
  'last',
  'choose',
  'new',
  'drop',
  'undo',
  'pick',
  'page',
  'retry',
  'back',
  'create',
  'subject',
  'project',
  'issueType',
  'priority',
  'code',
  'arrived',
  'again',
] as const;
export type Verb = (typeof VERBS)[number];

/** What a button carries: whose session, which dialog, which of its turns, and what is meant. */
export type PressToken = { owner: string; dialog: string; turn: number; verb: Verb; arg?: number | undefined };

const Spelling = z.templateLiteral([
  z.string().regex(/^[\w-]{6}$/),
  '.',
  z.string().regex(/^[\w-]{12}$/),
  '.',
  z.string().regex(/^\d{1,9}$/),
  '.',
  z.enum(VERBS),
  z.string().regex(/^(\.\d{1,4})?$/),
]);

export const ownerTag = (key: SessionKey) => digest('owner', key).slice(0, 6);
export const dialogId = (key: SessionKey, cause: string) => digest('dialog', key, cause).slice(0, 12);

export function writeToken({ owner, dialog, turn, verb, arg }: PressToken): string {
  return `${owner}.${dialog}.${turn}.${verb}${arg === undefined ? '' : `.${arg}`}`;
}

/** Whatever a client sends as a press, as a token; `undefined` if no button of ours ever carried it. */
export function readToken(text: string): PressToken | undefined {
  const spelled = Spelling.safeParse(text);
  if (!spelled.success) return undefined;
  const [owner = '', dialog = '', turn = '', verb, arg] = spelled.data.split('.');
  return { owner, dialog, turn: Number(turn), verb: verb as Verb, arg: arg === undefined ? undefined : Number(arg) };
}
