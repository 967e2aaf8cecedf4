/** So many records share a transaction at first, and again where they take long; and so many at most. */
const LEAST = 500;
const MOST = 2_000;
/** What keeps the process for longer keeps it from sending in time what it has begun (ms). */
const LONG = 50;

/** How many records share a transaction: the sooner the core is done with as many, the more. */
export function createSliceSize() {
  let most = LEAST;
  return {
    most: () => most,
    /** The core was done with so many after so long (ms). */
    took(records: number, ms: number): void {
      if (ms > LONG) most = Math.max(LEAST, most / 2);
      else if (records === most && ms < LONG / 2) most = Math.min(MOST, most * 2);
    },
  };
}
