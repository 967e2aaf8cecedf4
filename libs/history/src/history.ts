import type { Deed, Owned } from './ownership.js';
import type { Commented, Told, Written } from './put-in.js';
import type { Item, Shown } from './seen.js';

/**
 * What went in and what was seen to come out, of a system at rest: what has not arrived will not. Each list is in the order
 * in which things happened.
 */
export type History = {
  written: readonly Written[];
  commented: readonly Commented[];
  told: readonly Told[];
  items: readonly Item[];
  shown: readonly Shown[];
  owned: readonly Owned[];
  deeds: readonly Deed[];
};
