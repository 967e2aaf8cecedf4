// breaks: import(no-cycle)
export { two } from './two-of-two.js';
export const one = 1;
