import type { Bubble } from '../protocol.js';
import type { Written } from './count-there.js';

/** Names a message among all private chats of the one bot. */
export const keyOf = (person: number, message: number): string => `${person}/${message}`;

/** What a person wrote in their chat, as the messenger itself keeps it. */
export const writtenBy = (person: number, login: string, transcript: readonly Bubble[]): Written[] =>
  transcript
    .filter(({ from, service }) => from.id === person && service === undefined)
    .map(({ id, text, files, at, edited }) => ({
      key: keyOf(person, id),
      login,
      text,
      files: files.map(({ size }) => size),
      at,
      edited,
    }));
