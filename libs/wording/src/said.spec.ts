import { globSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { english } from './english/index.js';

/** Tests say much that the product does not. */
const NOT_THE_PRODUCT = /node_modules|\.spec\.ts$|\/(rehearsal|conformance)\/|^libs\/wording\/src\/(english|russian)\//;

const product = globSync('{apps,libs}/**/*.ts')
  .filter((file) => !NOT_THE_PRODUCT.test(file))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const keys = Object.keys(english).map((key) => key.replace(/_(one|other)$/, ''));

/** By its name, or as one of a family whose last word is chosen where it is said: `content.${kind}`. */
function isSaid(key: string): boolean {
  const family = key.slice(0, key.lastIndexOf('.') + 1);
  return product.includes(`'${key}'`) || (family !== '' && product.includes(`\`${family}\${`));
}

it('has no phrase that nobody says', () => {
  expect(keys.filter((key) => !isSaid(key))).toEqual([]);
});
