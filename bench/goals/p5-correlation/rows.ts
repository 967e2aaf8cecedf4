import { channelId, chatKey, deskId, issueId, messageId } from '#contracts';
import type { MessageAbout } from '#correlation';
import { CHANNEL, type Crowd, deskName, deskOf, FIRST_PERSON, personOf } from '../../load/update-of.js';

const CROWD: Crowd = { desks: 200, people: 10_000 };

/** What a message of a chat is about, as the services note it: every other one a person's words, the others news shown to them. */
export function aboutOf(n: number): MessageAbout {
  const desk = deskId(deskName(deskOf(n, CROWD)));
  const chat = chatKey(desk, channelId(CHANNEL), String(FIRST_PERSON + personOf(n, CROWD)));
  const noted = { chat, message: messageId(n + 1), issue: issueId(String(1 + (n % 5_000))) };
  return n % 2 === 0 ? { ...noted, direction: 'in' } : { ...noted, journal: String(n), direction: 'out' };
}
