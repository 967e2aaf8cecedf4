import { LRUCache } from 'lru-cache';
import type { Language } from './catalogue.js';

/** How each language writes times: 24 hours, the day before the month. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', ru: 'ru-RU' };
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const DAY = { day: 'numeric', month: 'long' } as const;

/**
 * A time as the reader's clock shows it: today's without the date, this year's without the year. Where the reader's
 * zone is not known it is UTC, and says so.
 */
export function showTime(at: number, language: Language, zone: string | undefined, now: number): string {
  const known = isZone(zone) ? zone : undefined;
  const show = (when: number, parts: Intl.DateTimeFormatOptions) =>
    format(language, known ?? 'UTC', parts).format(when);
  const time = known ? show(at, TIME) : `${show(at, TIME)} UTC`;
  if (show(at, { ...DAY, year: 'numeric' }) === show(now, { ...DAY, year: 'numeric' })) return time;
  const sameYear = show(at, { year: 'numeric' }) === show(now, { year: 'numeric' });
  return `${show(at, sameYear ? DAY : { ...DAY, year: 'numeric' })}, ${time}`;
}

/** Making a format costs far more than using it. */
const formats = new LRUCache<string, Intl.DateTimeFormat>({ max: 1_000 });

function format(language: Language, timeZone: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = [language, timeZone, ...Object.keys(parts)].join(' ');
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(LOCALES[language], { ...parts, timeZone });
  formats.set(key, made);
  return made;
}

function isZone(zone: string | undefined): zone is string {
  if (!zone) return false;
  try {
    format('en', zone, TIME);
    return true;
  } catch {
    return false;
  }
}

const NUMBER = { maximumFractionDigits: 1, useGrouping: false } as const;
const numbers: Readonly<Record<Language, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat(LOCALES.en, NUMBER),
  ru: new Intl.NumberFormat(LOCALES.ru, NUMBER),
};

/** A number with at most one decimal, as the language writes it. */
export const showNumber = (value: number, language: Language): string => numbers[language].format(value);
