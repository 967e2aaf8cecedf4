export { LANGUAGES, languageOf, UnknownPhrase, type Language } from './catalogue.js';
export { MAX_LABEL, renderLabel } from './label.js';
export * from './phrase.js';
export { render, renderLines, type Reader } from './render.js';
