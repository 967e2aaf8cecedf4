import { chatAt, isMember } from '../world/lookup.js';
import type { ChatPlace, MemberStatus, UserId } from '../world/world.js';
import type { Hands } from './person-actions.js';

export type MembershipChange = { place: ChatPlace; user: UserId; by: UserId; status: MemberStatus };

/** Changes who is in a chat; in a group, coming and going is also said there. */
export function changeMembership({ history, clock }: Hands, { place, user, by, status }: MembershipChange): void {
  const chat = chatAt(history.world, place);
  if ((chat.members.get(user) ?? 'left') === status) return;
  const before = isMember(chat, user);
  const at = clock.now();
  history.record({ kind: 'member-changed', at, place, user, by, status });
  const after = isMember(chat, user);
  if (chat.room.kind === 'private' || before === after) return;
  const content = { kind: 'service', what: after ? 'joined' : 'left', user } as const;
  const message = { id: chat.lastMessageId + 1, from: by, at, content };
  history.record({ kind: 'message-posted', at, place, message });
}
