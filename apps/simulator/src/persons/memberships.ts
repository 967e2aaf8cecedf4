import { chatAt, isGroup, isMember } from '../world/lookup.js';
import {
  groupPlace,
  type AdminRights,
  type Chat,
  type ChatPlace,
  type MemberStatus,
  type UserId,
} from '../world/world.js';
import type { Hands } from './person-actions.js';

export type MembershipChange = {
  place: ChatPlace;
  user: UserId;
  by: UserId;
  status: MemberStatus;
  rights?: AdminRights;
};

/** Changes who is in a chat; in a group, coming and going is also said there. */
export function changeMembership(
  { history, clock }: Hands,
  { place, user, by, status, rights }: MembershipChange,
): void {
  const chat = chatAt(history.world, place);
  if ((chat.members.get(user) ?? 'left') === status && rights === undefined) return;
  const before = isMember(chat, user);
  const at = clock.now();
  history.record({ kind: 'member-changed', at, place, user, by, status, rights });
  const after = isMember(chat, user);
  if (!isGroup(chat.room) || before === after) return;
  const content = { kind: 'service', what: after ? 'joined' : 'left', user } as const;
  const message = { id: chat.lastMessageId + 1, from: by, at, content };
  history.record({ kind: 'message-posted', at, place, message });
}

/** Makes a group a supergroup, as Telegram does by itself when someone makes it public; gives the new id. */
export function moveGroup({ history, clock }: Hands, place: ChatPlace, by: UserId): number {
  const chat = chatAt(history.world, place);
  if (chat.room.kind !== 'group') throw new RangeError('Only a group becomes a supergroup');
  const to = -1_000_000_000_000 + chat.room.id;
  const at = clock.now();
  const say = (where: Chat, what: 'moved-to' | 'moved-from', other: number): void => {
    const content = { kind: 'service', what, chat: other } as const;
    const message = { id: where.lastMessageId + 1, from: by, at, content };
    history.record({ kind: 'message-posted', at, place: where.place, message });
  };
  history.record({ kind: 'group-moved', at, place, to });
  say(chat, 'moved-to', to);
  say(chatAt(history.world, groupPlace(to)), 'moved-from', chat.room.id);
  return to;
}
