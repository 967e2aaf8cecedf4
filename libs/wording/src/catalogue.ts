import { createInstance } from 'i18next';
import { english } from './english/index.js';
import { russian } from './russian/index.js';
import { parseTemplate, type Template } from './template.js';

/** Every language the product speaks, by its BCP 47 primary tag. English is the source and what others fall back to. */
export const CATALOGUES = { en: english, ru: russian } as const;
export type Language = keyof typeof CATALOGUES;
export const LANGUAGES = Object.keys(CATALOGUES) as Language[];
const SOURCE: Language = 'en';

/** i18next chooses the plural form; values are put in by us, as text with marks (`interpolation` would make them markup). */
const i18n = createInstance({
  initAsync: false,
  lng: SOURCE,
  fallbackLng: SOURCE,
  keySeparator: false,
  nsSeparator: false,
  resources: Object.fromEntries(Object.entries(CATALOGUES).map(([lng, translation]) => [lng, { translation }])),
});
void i18n.init();

/** The language nearest to what a messenger reports: `ru-RU` is `ru`; unknown or absent is English. */
export function languageOf(tag: string | undefined): Language {
  const primary = tag?.split(/[-_]/)[0]?.toLowerCase();
  return LANGUAGES.find((language) => language === primary) ?? SOURCE;
}

/** The record that said this came from a newer release: it becomes a dead letter, to be replayed after the update. */
export class UnknownPhrase extends Error {
  override readonly name = 'UnknownPhrase';
  constructor(readonly key: string) {
    super(`no phrase has the key ${JSON.stringify(key.slice(0, 80))}`);
  }
}

const parsed = new Map<string, Template>();
/** By language, key and small count: where i18next found it. */
const found = new Map<string, Template>();
const SMALL = 100;

/** The template of a key in a language, in the plural form for `count`. */
export function templateOf(key: string, language: Language, count: number | undefined): Template {
  if (count !== undefined && !isSmall(count)) return sought(key, { lng: language, count });
  const name = count === undefined ? `${language} ${key}` : `${language} ${key} ${count}`;
  const known = found.get(name);
  if (known) return known;
  const template = sought(key, { lng: language, count });
  found.set(name, template);
  return template;
}

const isSmall = (count: number) => Number.isInteger(count) && count >= 0 && count < SMALL;

function sought(key: string, form: { lng: Language; count: number | undefined }): Template {
  const options = { ...form, skipInterpolation: true };
  if (!i18n.exists(key, options)) throw new UnknownPhrase(key);
  const source = i18n.t(key, options);
  const known = parsed.get(source);
  if (known) return known;
  const template = parseTemplate(source);
  parsed.set(source, template);
  return template;
}
