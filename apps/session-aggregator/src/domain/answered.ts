import { z } from 'zod';
import { MessageId } from '#contracts';
import type { MessageAbout } from '#correlation';
import { destinationNamed, madeBy } from './known-issues.js';
import { aboutKey, type Scene } from './scene.js';
import type { Destination } from './session.js';

const Awaiting = z.compile(
  z.object({ dialogs: z.array(z.object({ phase: z.object({ answers: MessageId.optional() }) })) }),
);

/** The messages that replies of a stored session answer, and of which it was not known yet what they are about. */
export function awaitedOf(state: unknown): MessageId[] {
  const { dialogs = [] } = Awaiting.safeParse(state).data ?? {};
  return dialogs.flatMap(({ phase }) => phase.answers ?? []);
}

/** What a message is about, as far as it was known when the batch was read. */
export const aboutOf = ({ chat, context }: Scene, message: MessageId): MessageAbout | undefined =>
  context.abouts.get(aboutKey(chat, message));

/**
 * Whether it may yet become known what a message is about: nothing is known of it, or it still asks what a dialog that has
 * ended asked, and shows the result.
 */
export function mayBecomeKnown(scene: Scene, message: MessageId): boolean {
  const about = aboutOf(scene, message);
  if (!about) return true;
  const { issue, createdBy, slot } = about;
  return !issue && !createdBy && slot !== undefined && !scene.session.dialogs.some(({ id }) => id === slot);
}

/** Where a reply to a message goes: the issue that message is about, or the one a command is creating. */
export function destinationAnswered(scene: Scene, message: MessageId): Destination | undefined {
  const { issue, createdBy } = aboutOf(scene, message) ?? {};
  const known = issue ?? (createdBy && scene.context.created.get(createdBy));
  if (known) return madeBy(destinationNamed(scene, known), createdBy);
  return createdBy && { target: { createdBy } };
}
