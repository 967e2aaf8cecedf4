/** A request that is not done, with the words a person may read. `status` is the HTTP status it is answered with. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 422,
    ...words: [string, ...string[]]
  ) {
    super(words.join(' '));
    this.words = words;
  }

  readonly words: readonly string[];
}

export const notFound = () => new Refusal(404, 'There is nothing here that you may see.');
