import type { MessageHappening, MessageId, Update } from '#contracts';
import type { MessageAbout } from '#correlation';
import { phrase } from '#wording';
import { obeyCommand } from './bot-command.js';
import { collect, collectReply, partOf } from './collect.js';
import { destinationNamed } from './known-issues.js';
import { takesParts } from './phases.js';
import { aboutKey, say, type Scene } from './scene.js';
import { whereItGoes } from './send.js';
import type { Destination } from './session.js';

/** What messengers have that we can name but not carry. */
const NAMED_CONTENT = [
  'poll',
  'location',
  'venue',
  'contact',
  'dice',
  'game',
  'story',
  'checklist',
  'invoice',
  'giveaway',
  'paid-media',
] as const;

/** A message: a command to the bot, a reply about an issue, or words that belong somewhere. */
export function takeMessage(scene: Scene, message: MessageHappening, { at, chatKind }: Update): void {
  if (message.command) return obeyCommand(scene, message, message.command.name);
  const about = message.replyTo ? scene.context.abouts.get(aboutKey(scene.chat, message.replyTo)) : undefined;
  if (chatKind === 'group' && !isForUs(scene, message, about)) {
    scene.ignored = 'talk of a group';
    return;
  }
  if (message.unsupported) tellUnsupported(scene, message, message.unsupported);
  if (isEmpty(message)) {
    scene.ignored = 'message without words or files';
    return;
  }
  const words = partOf(message, at, scene.options);
  const { replyTo } = message;
  if (replyTo === undefined) return collect(scene, words);
  const to = (about && destinationOf(scene, about)) ?? destinationOnItsWay(scene, replyTo);
  if (to) return collectReply(scene, words, to);
  const ours = about !== undefined || inDraft(scene, replyTo);
  collect(scene, ours ? words : { ...words, notices: [phrase('reply.unknown')] });
}

/** In a group only replies to us count, and what goes on with something this person has begun. */
function isForUs(scene: Scene, { replyTo }: MessageHappening, about: MessageAbout | undefined): boolean {
  const { dialogs } = scene.session;
  if (dialogs.some(({ phase }) => phase.kind === 'collecting')) return true;
  if (about) return about.direction === 'out';
  return replyTo !== undefined && dialogs.some((dialog) => takesParts(scene, dialog));
}

/** Where a reply goes: the issue its message is about, or the one a command is creating. */
function destinationOf(scene: Scene, { issue, createdBy }: MessageAbout): Destination | undefined {
  const known = issue ?? (createdBy && scene.context.created.get(createdBy));
  if (known) return destinationNamed(scene, known);
  return createdBy && { target: { createdBy } };
}

/** Where a message of the person's own went that is so fresh that what was read for this batch does not have it. */
function destinationOnItsWay({ session }: Scene, message: MessageId): Destination | undefined {
  const dialog = session.dialogs.find(({ parts }) => parts.some((part) => part.message === message));
  return dialog && whereItGoes(dialog);
}

const inDraft = ({ session }: Scene, message: MessageId) =>
  session.dialogs.some(({ parts }) => parts.some((part) => part.message === message));

function tellUnsupported(scene: Scene, message: MessageHappening, kind: string): void {
  const name = NAMED_CONTENT.find((known) => known === kind) ?? 'other';
  const what = { phrase: phrase(`content.${name}`) };
  const line = isEmpty(message) ? phrase('unsupported.only', { what }) : phrase('unsupported.one', { what });
  say(scene, [line], message.message);
}

const isEmpty = ({ text, files }: MessageHappening) => text.text.trim() === '' && files.length === 0;
