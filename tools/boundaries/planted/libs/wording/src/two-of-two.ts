// breaks: import(no-cycle)
export { one } from './one-of-two.js';
export const two = 2;
