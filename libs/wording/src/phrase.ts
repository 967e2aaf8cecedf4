import type { Phrase, PhraseValue, RichText } from '#contracts';
import type { english } from './english/index.js';

type English = typeof english;
type PluralForm = 'one' | 'two' | 'few' | 'many' | 'zero' | 'other';
type Stem<K> = K extends `${infer S}_${PluralForm}` ? S : K;
/** `link.notice` for `link.notice_one` and `link.notice_other`. */
export type PhraseKey = Stem<keyof English>;

type Template<K extends PhraseKey> = { [E in keyof English]: Stem<E> extends K ? English[E] : never }[keyof English];
type PlacesIn<T> = T extends `${string}{{${infer P}}}${infer Rest}` ? P | PlacesIn<Rest> : never;

/** What a place takes follows from its name, in every phrase alike. */
type Named = {
  /** Chooses the plural. */
  count: number;
  page: number;
  pages: number;
  megabytes: number;
  limit: number;
  /** A time (ms), shown in the reader's zone. */
  at: { at: number };
  /** What a person or a tracker wrote: its own marks are kept. */
  words: string | { rich: RichText };
  /** `reason.…` */
  reason: { phrase: Phrase };
  /** `content.…`, `chosen.…`, or the name of what was dropped. */
  what: { phrase: Phrase } | string;
  /** A name, or `someone.…`. */
  author: { phrase: Phrase } | string;
  /** `field.…`, or the tracker's own word. */
  field: { phrase: Phrase } | string;
  /** What a field was and is: a name, or `value.…`. */
  from: { phrase: Phrase } | string;
  to: { phrase: Phrase } | string;
  first: { phrase: Phrase };
  rest: { phrase: Phrase };
};

/** The values of a phrase. Everything not in `Named` is text. A fact or line whose place is `undefined` is left out. */
export type PhraseValues<K extends PhraseKey> = {
  [P in PlacesIn<Template<K>>]: P extends keyof Named ? Named[P] : string | undefined;
};

type Rest<K extends PhraseKey> = [PlacesIn<Template<K>>] extends [never] ? [] : [values: PhraseValues<K>];

/** Makes a phrase: the key and the names of its places are checked by the compiler. */
export function phrase<K extends PhraseKey>(key: K, ...[values]: Rest<K>): Phrase {
  if (!values) return { key };
  const present = Object.entries<PhraseValue | undefined>(values).filter(([, value]) => value !== undefined);
  return { key, with: Object.fromEntries(present) as Record<string, PhraseValue> };
}

/** Facts in one line, ` · ` between them. */
export function facts(first: Phrase, ...others: readonly Phrase[]): Phrase {
  const [next, ...rest] = others;
  return next ? phrase('facts', { first: { phrase: first }, rest: { phrase: facts(next, ...rest) } }) : first;
}
