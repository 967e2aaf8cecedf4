import { randomFrom } from './random-from.js';

/** When each message is meant to arrive (ms from the beginning): independent people, so a Poisson process of that rate. */
export function arrivals(perSecond: number, lengthMs: number, seed: number): number[] {
  const random = randomFrom(seed);
  const times: number[] = [];
  for (let at = gap(); at < lengthMs; at += gap()) times.push(at);
  return times;

  function gap(): number {
    return (-Math.log(1 - random()) / perSecond) * 1_000;
  }
}
