import type { MessageHappening, MessageId, Update } from '#contracts';
import { phrase } from '#wording';
import { aboutOf, destinationAnswered, mayBecomeKnown } from './answered.js';
import { obeyCommand } from './bot-command.js';
import { answersQuestion, collect, collectReply, partOf, type NewPart } from './collect.js';
import { takesParts } from './phases.js';
import { say, type Scene } from './scene.js';
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
  const forUs = chatKind === 'private' || isForUs(scene, message);
  const { command, forwarded } = message;
  // What is forwarded is somebody else's command.
  if (command && !forwarded) {
    if (!obeyCommand(scene, message, command, forUs)) return;
  } else if (!forUs) {
    scene.ignored = 'talk of a group';
    return;
  }
  if (message.unsupported) tellUnsupported(scene, message, message.unsupported);
  if (isEmpty(message)) {
    scene.ignored = 'message without words or files';
    return;
  }
  const words = partOf(message, at, scene.options);
  if (message.replyTo === undefined) return collect(scene, words);
  takeReply(scene, message, message.replyTo, words);
}

/** What a message of ours is about is written once it was sent: a reply may be quicker, and then it is looked up again. */
function takeReply(scene: Scene, { answersChannel }: MessageHappening, replyTo: MessageId, words: NewPart): void {
  const to = destinationAnswered(scene, replyTo) ?? destinationOnItsWay(scene, replyTo);
  if (to) return collectReply(scene, words, { to });
  if (!mayBecomeKnown(scene, replyTo) || inDraft(scene, replyTo)) return collect(scene, words);
  if (!answersChannel) return collect(scene, { ...words, notices: [phrase('reply.unknown')] });
  if (!answersQuestion(scene, words)) collectReply(scene, words, { answers: replyTo });
}

/** In a group only replies to us count, and what goes on with something this person has begun. */
function isForUs(scene: Scene, { replyTo, answersChannel }: MessageHappening): boolean {
  const { dialogs } = scene.session;
  if (answersChannel || dialogs.some(({ phase }) => phase.kind === 'collecting')) return true;
  const about = replyTo && aboutOf(scene, replyTo);
  if (about) return about.direction === 'out';
  return replyTo !== undefined && dialogs.some((dialog) => takesParts(scene, dialog));
}

/** Where the words of a dialog went, by one of them, so fresh that this batch was read without it, or by what shows it. */
function destinationOnItsWay(scene: Scene, message: MessageId): Destination | undefined {
  const slot = aboutOf(scene, message)?.slot;
  const dialog = scene.session.dialogs.find(
    ({ id, parts }) => id === slot || parts.some((part) => part.message === message),
  );
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
