import type { JsonObject } from '../bot-api/json.js';
import { renderUser } from './render-chat.js';
import { renderMedia } from './render-media.js';
import type { Content, FormattedText } from './message.js';
import type { UserId, World } from './world.js';

/** What a `Message` says or shows, in its fields of the Bot API. */
export function contentFields(world: World, bot: UserId, content: Content): JsonObject {
  switch (content.kind) {
    case 'text':
      return formatted('text', 'entities', content.text);
    case 'media':
      return {
        ...renderMedia(world, bot, content.media),
        ...formatted('caption', 'caption_entities', content.caption),
      };
    case 'other':
      return content.fields;
    case 'service':
      return serviceFields(world, content);
  }
}

/** Telegram's own blue for topics. */
const topicColor = 0x6fb9f0;

function serviceFields(world: World, content: Extract<Content, { kind: 'service' }>): JsonObject {
  switch (content.what) {
    case 'topic-created':
      return { forum_topic_created: { name: content.name, icon_color: topicColor } };
    case 'joined':
      return { new_chat_members: [renderUser(world, content.user)] };
    case 'left':
      return { left_chat_member: renderUser(world, content.user) };
    case 'moved-to':
      return { migrate_to_chat_id: content.chat };
    case 'moved-from':
      return { migrate_from_chat_id: content.chat };
  }
}

function formatted(text: string, entities: string, value: FormattedText): JsonObject {
  if (value.text === '') return {};
  return { [text]: value.text, ...(value.entities.length === 0 ? {} : { [entities]: value.entities }) };
}
