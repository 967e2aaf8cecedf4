import type { DeskRun, Run } from './run-plan.js';

/** Messages whose sign still says that they are being taken along, though all is at rest. */
export function leftTaken({ world }: Run, { outside }: DeskRun): string[] {
  if (world.hasGoneBack()) return [];
  return [...outside.messenger.chats].flatMap(([chat, { messages }]) =>
    messages
      .filter(({ by, reaction }) => by === 'person' && reaction === 'taken')
      .filter(({ id }) => !outside.lateSigns.has(`${chat}/${id}`))
      .map(({ text }) => `not told: «${text.text}» in ${chat} is still said to be on its way`),
  );
}
