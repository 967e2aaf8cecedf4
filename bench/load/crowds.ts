import { z } from 'zod';
import type { Child } from '../cluster/child.js';
import type { Crowd } from './update-of.js';

/** Above everyone a load generator begins with. */
const FIRST = 10_000_000;

/** Has other people write from now on, none of whom wrote before: of issues that have grown old everything costs more. */
export function createCrowds(load: Child, desks: number) {
  let before = FIRST;
  return async (people: number): Promise<Crowd> => {
    const crowd = { desks, people, before };
    before += people;
    await load.ask({ what: 'crowd', ...crowd }, z.object({}));
    return crowd;
  };
}

export type Crowds = ReturnType<typeof createCrowds>;
