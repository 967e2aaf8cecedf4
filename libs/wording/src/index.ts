export * from './phrase.js';
