import type { MessengerErrorKind } from '#ports/messenger';

/**
 * The Bot API tells its refusals apart by their description only: the code is 400 for all of these, and there is no
 * other field. So this table, and nothing else, reads descriptions. Their spelling: Client.cpp of tdlib/telegram-bot-api
 * (`fail_query`), error names in capitals from core.telegram.org/api/errors. What is not listed is `rejected`.
 */
const REFUSALS: readonly (readonly [MessengerErrorKind, readonly string[]])[] = [
  ['not-modified', ['message is not modified', 'MESSAGE_NOT_MODIFIED']],
  [
    'not-found',
    [
      'message to edit not found',
      'message to react not found',
      'message to delete not found',
      'message to be replied not found',
      "message can't be edited",
      'MESSAGE_ID_INVALID',
      'query is too old',
      'query ID is invalid',
      'QUERY_ID_INVALID',
    ],
  ],
  [
    'blocked',
    [
      'chat not found',
      'PEER_ID_INVALID',
      'USER_IS_BLOCKED',
      'CHAT_WRITE_FORBIDDEN',
      'have no rights to send',
      'not enough rights to send',
      'TOPIC_CLOSED',
    ],
  ],
];

/** A picture Telegram cannot show as one, though it would take it as a document. */
const PICTURES = ['PHOTO_INVALID_DIMENSIONS', 'PHOTO_SAVE_FILE_INVALID', 'IMAGE_PROCESS_FAILED', 'PHOTO_EXT_INVALID'];

/** A Bot API server of one's own may be older than a method. */
const UNKNOWN_METHOD = ['method not found'];

const says = (description: string, phrases: readonly string[]) =>
  phrases.some((phrase) => description.toLowerCase().includes(phrase.toLowerCase()));

export const kindOfRefusal = (description: string): MessengerErrorKind =>
  REFUSALS.find(([, phrases]) => says(description, phrases))?.[0] ?? 'rejected';

export const refusesPicture = (description: string): boolean => says(description, PICTURES);
export const isUnknownMethod = (description: string): boolean => says(description, UNKNOWN_METHOD);
