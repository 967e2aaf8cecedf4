import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Update, channelId, deskId } from '#contracts';
import { codePoint } from '#text/code-point';
import { normalise } from './normalise.js';

const where = { desk: deskId('acme'), channel: channelId('support'), bot: 7_001 };

const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });
const id = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 2 ** 31, max: 2 ** 52 }), fc.double());
const words = fc.string({ unit: codePoint, maxLength: 20 });
const user = fc.record({
  id,
  is_bot: maybe(fc.boolean()),
  first_name: words,
  last_name: maybe(words),
  language_code: maybe(words),
});
const chat = fc.record({ id, type: fc.constantFrom('private', 'group', 'supergroup', 'channel', 'chat_of_tomorrow') });
const entity = fc.record({
  type: fc.constantFrom('bold', 'code', 'pre', 'text_link', 'bot_command', 'mention', 'entity_of_tomorrow'),
  offset: fc.integer({ min: -1, max: 25 }),
  length: fc.integer({ min: 0, max: 25 }),
  url: maybe(words),
  language: maybe(words),
});
const file = fc.record({
  file_id: words,
  file_name: maybe(words),
  mime_type: maybe(words),
  file_size: maybe(fc.integer()),
});
const message = fc.record({
  message_id: id,
  date: fc.integer(),
  chat,
  from: maybe(user),
  text: maybe(words),
  entities: maybe(fc.array(entity, { maxLength: 4 })),
  caption: maybe(words),
  photo: maybe(fc.array(file, { maxLength: 3 })),
  document: maybe(file),
  sticker: maybe(file),
  media_group_id: maybe(words),
  reply_to_message: maybe(fc.record({ message_id: id })),
  poll: maybe(fc.constant({})),
});
const update = fc.record({
  update_id: fc.nat(),
  message: maybe(message),
  edited_message: maybe(message),
  callback_query: maybe(fc.record({ id: words, from: user, message: maybe(message), data: maybe(words) })),
});

describe('whatever Telegram sends', () => {
  it('becomes an update of the contract or is ignored by name', () => {
    fc.assert(
      fc.property(update, (raw) => {
        const normalised = normalise(raw, 0, where);
        if (normalised && 'update' in normalised) expect(Update.safeParse(normalised.update).error).toBeUndefined();
        else expect(normalised?.ignored).toEqual(expect.stringMatching(/./));
      }),
      { numRuns: 1_000 },
    );
  });
});
