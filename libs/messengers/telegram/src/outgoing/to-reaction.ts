import type { MessengerAdapter } from '#ports/messenger';
import type { ReactionType, TelegramEmoji } from 'telegraf/types';

/** Both are among the reactions every chat has unless its owner took them away (Bot API, `ReactionTypeEmoji`). */
const EMOJI: Readonly<Record<'taken' | 'saved', TelegramEmoji>> = { taken: '✍', saved: '👌' };

export const toReaction = (reaction: Parameters<MessengerAdapter['react']>[3]): ReactionType[] =>
  reaction === 'none' ? [] : [{ type: 'emoji', emoji: EMOJI[reaction] }];
