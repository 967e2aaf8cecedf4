import { describe } from '@jest/globals';
import type { Make } from './harness.js';
import { describeGoneBack } from './gone-back.js';
import { describeOwnership } from './ownership.js';
import { describePending } from './pending.js';
import { describeTransactions } from './transactions.js';

export type { LaneStoreHarness, Note, NoteReads } from './harness.js';

/** The promises every `LaneStore` keeps. `make` gives an empty database to each group of them. */
export const describeLaneStore = (name: string, make: Make) =>
  describe(name, () => {
    describeOwnership(make);
    describeTransactions(make);
    describePending(make);
    describeGoneBack(make);
  });
