/** The plural forms of Russian (CLDR): 1 минута, 2 минуты, 5 минут, 1,5 минуты. */
export type RussianForm = 'one' | 'few' | 'many' | 'other';
