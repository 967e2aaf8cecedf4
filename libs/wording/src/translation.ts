type Plural<K> = K extends `${infer Stem}_${'one' | 'other'}` ? Stem : never;

/** A part of the catalogue in another language: every key of English, and every plural form that language has. */
export type Translation<English, Form extends string> = {
  [K in keyof English as K extends string ? (Plural<K> extends never ? K : `${Plural<K>}_${Form}`) : never]: string;
};
