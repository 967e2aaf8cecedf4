import { connectionOf } from '../world/business.js';
import { mustHave } from '../world/lookup.js';
import { businessPlace, type UserId } from '../world/world.js';
import type { Hands } from './person-actions.js';
import { personChat, type PersonChat } from './person-chat.js';

/** Someone's account that a bot answers for. */
export type Business = {
  /** The `business_connection_id`. */
  id: string;
  /** Their chat with a person, from both sides; the bot is in neither's list. */
  with(customer: { id: UserId }): { owner: PersonChat; customer: PersonChat };
  /** The bot answers no more. */
  end(): void;
};

export function openBusiness(hands: Hands, owner: UserId, bot: UserId): Business {
  const { history, clock } = hands;
  const { world } = history;
  const set = (enabled: boolean): void => {
    const at = clock.now();
    history.record({ kind: 'business-set', at, connection: { id, bot, owner, at, enabled } });
  };
  mustHave(world.bots.get(bot), `bot ${bot}`);
  const id = `business_${world.businesses.size + 1}`;
  set(true);
  return {
    id: connectionOf(world, id).id,
    with({ id: person }) {
      const place = businessPlace(id, person);
      if (!world.chats.has(place)) {
        const room = { kind: 'business', connection: id, bot, owner, person } as const;
        history.record({ kind: 'chat-opened', at: clock.now(), place, room });
      }
      return { owner: personChat(hands, owner, place), customer: personChat(hands, person, place) };
    },
    end: () => set(false),
  };
}
