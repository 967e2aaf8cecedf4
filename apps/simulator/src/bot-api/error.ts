const prefixes: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
};

/** What a client may do about it: wait so many seconds, or go on in another chat. */
export type ErrorParameters = { retry_after?: number; migrate_to_chat_id?: number };

/** A refusal as the Bot API words it: the HTTP status is `code`, `description` starts with that code's own words. */
export class BotApiError extends Error {
  override readonly name = 'BotApiError';
  readonly description: string;

  constructor(
    readonly code: number,
    words: string,
    readonly parameters?: ErrorParameters,
  ) {
    const prefix = prefixes[code];
    const description = prefix === undefined || words === prefix ? words : `${prefix}: ${words}`;
    super(description);
    this.description = description;
  }
}

export const badRequest = (words: string): BotApiError => new BotApiError(400, words);
export const forbidden = (words: string): BotApiError => new BotApiError(403, words);
export const conflict = (words: string): BotApiError => new BotApiError(409, words);
export const tooMany = (seconds: number): BotApiError =>
  new BotApiError(429, `retry after ${Math.ceil(seconds)}`, { retry_after: Math.ceil(seconds) });
