import type { Simulator } from '#apps/simulator';

/** Someone of the demo: `id` in the simulated messenger, `login` in the tracker. */
export type DemoPerson = { id: number; name: string; login: string; linkedFromTheStart: boolean };

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { id: 5_100_000_001, name: 'Anna', login: 'anna', linkedFromTheStart: true },
  { id: 5_100_000_002, name: 'Mark', login: 'mark', linkedFromTheStart: false },
  { id: 5_100_000_003, name: 'Vera', login: 'vera', linkedFromTheStart: true },
];

/** Those who live in the simulated messenger; the next start finds them there. */
export function settlePeople(simulator: Simulator) {
  const bot = simulator.bots()[0] ?? simulator.createBot({ name: 'Acme Support', username: 'acme_support_bot' });
  for (const { id, name } of DEMO_PEOPLE) simulator.createPerson({ id, name, language: 'en' });
  return bot;
}
