import { describe } from '@jest/globals';
import type { Make } from './harness.js';
import { describePeople } from './people.js';
import { describeWrites } from './writes.js';

export type { CorrelationHarness } from './harness.js';

/** The promises every implementation of correlation keeps. `make` gives each of them an empty database. */
export const describeCorrelation = (name: string, make: Make) =>
  describe(name, () => {
    describePeople(make);
    describeWrites(make);
  });
