import { describe, expect, it } from '@jest/globals';
import { Update, channelId, deskId } from '#contracts';
import { normalise } from './normalise.js';

const where = { desk: deskId('acme'), channel: channelId('support'), bot: 7_001, username: 'relaydesk_bot' };
const anna = { id: 5_100_000_001, is_bot: false, first_name: 'Anna', last_name: 'Karenina', language_code: 'ru' };
const chat = { id: 5_100_000_001, type: 'private', first_name: 'Anna' };
const group = { id: -1_002_100_000_001, type: 'supergroup', title: 'Shop' };
const message = { message_id: 17, date: 1_700_000_000, chat, from: anna };
const receivedAt = 1_700_000_003_000;

const read = (update: object) => normalise({ update_id: 42, ...update }, receivedAt, where);
const told = (update: object) => {
  const normalised = read(update);
  if (!normalised || !('update' in normalised)) throw new Error(`It was ignored: ${JSON.stringify(normalised)}`);
  expect(Update.safeParse(normalised.update).success).toBe(true);
  return normalised.update;
};
const said = (fields: object) => told({ message: { ...message, ...fields } }).what;
const ignored = (update: object) => {
  const normalised = read(update);
  return normalised && 'ignored' in normalised ? normalised.ignored : undefined;
};

describe('a message', () => {
  it('tells chat, person and time, with ids of any size as text', () => {
    expect(read({ message: { ...message, text: 'hello' } })).toEqual({
      id: '42',
      update: {
        chat: 'acme/support/5100000001',
        chatKind: 'private',
        sender: { user: 'acme/support/5100000001', name: 'Anna Karenina', language: 'ru' },
        at: 1_700_000_000_000,
        receivedAt,
        what: { kind: 'message', message: '17', text: { text: 'hello', marks: [] }, files: [] },
      },
    });
  });

  it('in a group belongs to the group', () => {
    expect(told({ message: { ...message, chat: group, text: 'hi' } })).toMatchObject({
      chat: 'acme/support/-1002100000001',
      chatKind: 'group',
      sender: { user: 'acme/support/5100000001' },
    });
  });

  it('has its words in the caption where it is a file', () => {
    const photo = [
      { file_id: 'small', file_size: 1_000 },
      { file_id: 'large', file_size: 90_000 },
    ];
    const caption_entities = [{ type: 'bold', offset: 0, length: 3 }];
    expect(said({ photo, caption: 'the log', caption_entities, media_group_id: 'a1' })).toMatchObject({
      text: { text: 'the log', marks: [{ kind: 'bold', start: 0, end: 3 }] },
      files: [{ ref: 'large', name: 'photo-17.jpg', mime: 'image/jpeg', size: 90_000 }],
      album: 'a1',
    });
  });

  it.each([
    ['document', { file_id: 'f', file_name: 'server.log', mime_type: 'text/plain' }, 'server.log', 'text/plain'],
    ['document', { file_id: 'f', file_name: '../etc\\pass\nwd' }, '.._etc_pass_wd', 'application/octet-stream'],
    ['document', { file_id: 'f', file_name: `${'x'.repeat(300)}.log` }, `${'x'.repeat(251)}.log`, expect.any(String)],
    ['video', { file_id: 'f' }, 'video-17.mp4', 'video/mp4'],
    ['audio', { file_id: 'f', file_name: 'song.mp3' }, 'song.mp3', 'audio/mpeg'],
    ['voice', { file_id: 'f', mime_type: 'audio/ogg' }, 'voice-17.ogg', 'audio/ogg'],
    ['video_note', { file_id: 'f' }, 'video-17.mp4', 'video/mp4'],
    ['sticker', { file_id: 'f', is_animated: false, is_video: false }, 'sticker-17.webp', 'image/webp'],
    ['sticker', { file_id: 'f', is_animated: true }, 'sticker-17.tgs', 'application/x-tgsticker'],
    ['sticker', { file_id: 'f', is_video: true }, 'sticker-17.webm', 'video/webm'],
  ])('with a %s (%j) has a file called %s', (kind, file, name, mime) => {
    expect(said({ [kind]: file })).toMatchObject({ files: [{ ref: 'f', name, mime }], unsupported: undefined });
  });

  it('with an animation, which comes as a document too, has one file', () => {
    const animation = { file_id: 'f', file_name: 'cat.mp4' };
    expect(said({ animation, document: animation })).toMatchObject({ files: [{ name: 'cat.mp4' }] });
  });

  it.each([
    ['poll', { poll: {} }],
    ['location', { location: {} }],
    ['venue', { venue: {}, location: {} }],
    ['contact', { contact: {} }],
    ['paid-media', { paid_media: {}, caption: 'look' }],
    ['other', { content_of_tomorrow: {} }],
  ])('names what cannot be carried: %s', (name, fields) => {
    expect(said(fields)).toMatchObject({ kind: 'message', unsupported: name });
  });

  it.each([
    ['/start', 'start', ''],
    ['/start K7QF-2M9X', 'start', 'K7QF-2M9X'],
    ['/HELP@Relaydesk_Bot  me', 'help', 'me'],
  ])('%j is a command', (text, name, args) => {
    const length = text.split(' ')[0]?.length;
    expect(said({ text, entities: [{ type: 'bot_command', offset: 0, length }] })).toMatchObject({
      command: { name, args },
    });
  });

  it('that only mentions a command is none', () => {
    const entities = [{ type: 'bot_command', offset: 4, length: 5 }];
    expect(said({ text: 'try /help', entities })).toMatchObject({ command: undefined });
  });

  it('with a command to another bot is not ours', () => {
    const entities = [{ type: 'bot_command', offset: 0, length: 15 }];
    expect(ignored({ message: { ...message, text: '/help@other_bot', entities } })).toBe(
      'message: a command to another bot',
    );
  });

  it.each([
    ['to a message', { reply_to_message: { message_id: 9 } }, '9'],
    ['to a message in another topic', { external_reply: { message_id: 9, chat } }, '9'],
    [
      'to a message of another chat',
      { external_reply: { message_id: 9, chat: { id: 1, type: 'private' } } },
      undefined,
    ],
    ['in a topic, to what created it', { reply_to_message: { message_id: 9, forum_topic_created: {} } }, undefined],
  ])('%s answers to %s', (_, fields, replyTo) => {
    expect(said({ text: 'yes', ...fields })).toMatchObject({ replyTo });
  });

  it.each([
    ['the bot', { id: 7_001, is_bot: true, first_name: 'Support' }, true],
    ['another bot', { id: 7_002, is_bot: true, first_name: 'Weather' }, undefined],
    ['a person', anna, undefined],
    ['nobody by name', undefined, undefined],
  ])('says whether it answers the bot: %s', (_, from, answersChannel) => {
    expect(said({ text: 'yes', reply_to_message: { message_id: 9, from } })).toMatchObject({ answersChannel });
  });

  it('says when it was forwarded', () => {
    expect(said({ text: 'see', forward_origin: { type: 'user' } })).toMatchObject({ forwarded: true });
  });
});

describe('an edited message', () => {
  it('tells what it says now, and when it was changed', () => {
    const edited_message = { ...message, edit_date: 1_700_000_060, text: 'hello again' };
    expect(told({ edited_message })).toMatchObject({
      at: 1_700_000_060_000,
      what: { kind: 'edited', message: '17', text: { text: 'hello again' } },
    });
  });

  it('tells that a file lost its caption', () => {
    const edited_message = { ...message, edit_date: 1, document: { file_id: 'f' } };
    expect(told({ edited_message }).what).toEqual({ kind: 'edited', message: '17', text: { text: '', marks: [] } });
  });
});

describe('a press', () => {
  const press = { id: '99', from: anna, message: { message_id: 17, chat, date: 0 }, data: 'v3:create' };

  it('tells its token and who pressed, also under a message too old to be read', () => {
    expect(told({ callback_query: press })).toMatchObject({
      sender: { user: 'acme/support/5100000001' },
      at: receivedAt,
      what: { kind: 'pressed', press: '99', message: '17', token: 'v3:create' },
    });
  });

  it.each([
    ['without a message', { ...press, message: undefined }, 'callback_query: outside a chat'],
    ['without data', { ...press, data: undefined }, 'callback_query: no button of ours'],
    ['forged too long', { ...press, data: 'x'.repeat(65) }, 'callback_query: no button of ours'],
  ])('%s is ignored', (_, callback_query, name) => {
    expect(ignored({ callback_query })).toBe(name);
  });
});

describe('a membership', () => {
  const member = (where: object, status: string) =>
    told({ my_chat_member: { chat: where, from: anna, date: 1, new_chat_member: { status } } }).what;

  it.each([
    [chat, 'kicked', 'blocked'],
    [chat, 'member', 'present'],
    [group, 'left', 'removed'],
    [group, 'kicked', 'removed'],
    [group, 'administrator', 'present'],
  ])('in %j, %s is %s', (where, status, meaning) => {
    expect(member(where, status)).toEqual({ kind: 'membership', status: meaning });
  });
});

describe('what is none of ours', () => {
  it.each([
    ['a kind we do not know', { update_of_tomorrow: {} }, 'update_of_tomorrow'],
    ['a reaction', { message_reaction: {} }, 'message_reaction'],
    ['an update with nothing in it', {}, 'nothing'],
    ['a malformed message', { message: { message_id: '17' } }, 'message: malformed'],
    ['an id beyond what a number holds', { message: { ...message, message_id: 2 ** 60 } }, 'message: malformed'],
    ['a bot', { message: { ...message, from: { ...anna, is_bot: true }, text: 'x' } }, 'message: from a bot'],
    ['a channel', { message: { ...message, chat: { id: -1, type: 'channel' }, text: 'x' } }, 'message: in a channel'],
    ['nobody', { message: { ...message, from: undefined, text: 'x' } }, 'message: from nobody by name'],
    ['a service message', { message: { ...message, pinned_message: {} } }, 'message.pinned_message'],
    ['a group’s new id', { message: { ...message, migrate_to_chat_id: -100 } }, 'message.migrate_to_chat_id'],
    ['a place that moves', { edited_message: { ...message, location: {} } }, 'edited_message: without words'],
  ])('%s is ignored by name', (_, update, name) => {
    expect(ignored(update)).toBe(name);
  });
});
