import type { Simulator } from '#apps/simulator';
import type { AskTracker } from '../tracker/ask-tracker.js';
import type { DemoPerson } from './demo-people.js';
import { z } from 'zod';

/** As the bot writes it, and as a person would recognise it. */
const CODE = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/;
const LINKED = /^This is .+ now\./m;
const WITHIN_MS = 20_000;

/** Links a person the way everyone is linked: says /start to the bot and enters the code it gives on their own page of the tracker. */
export async function linkPerson(
  simulator: Simulator,
  bot: number,
  person: DemoPerson,
  ask: AskTracker,
): Promise<void> {
  const chat = simulator.person(person.id).with({ id: bot });
  const heard = chat.transcript().filter(({ from }) => from.bot);
  if (heard.some(({ text }) => LINKED.test(text))) return;
  if (!heard.some(({ text }) => CODE.test(text))) chat.start();
  const patience = { withinMs: WITHIN_MS };
  const { text } = await chat.hears(CODE, patience);
  await enterCode(ask, person.login, CODE.exec(text)?.[0] ?? '');
  await chat.hears(LINKED, patience);
}

async function enterCode(ask: AskTracker, login: string, telegram: string): Promise<void> {
  const { id } = z.object({ id: z.string() }).parse(await (await ask('/people/me', { login })).json());
  const headers = { 'content-type': 'application/json' };
  await ask(`/people/${id}/telegram`, { login, method: 'PUT', headers, body: JSON.stringify({ telegram }) });
}
