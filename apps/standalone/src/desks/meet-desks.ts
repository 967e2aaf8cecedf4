import type { Config } from '#config';
import { type Desk, openDesks } from '#plugins';
import { type MessengerAdapter, MessengerError } from '#ports/messenger';
import type { BotOnPage, DeskOnPage } from '../protocol.js';
import type { Say } from '../say.js';
import { askStanding } from '../tracker/keep-asking-redmine.js';

const WITHIN_MS = 10_000;

/**
 * Asks the bots and trackers of the configured desks, before the services run them, who and how they are, and says at the
 * terminal which desks there are and what is amiss. Nothing of that keeps the others from running.
 */
export async function meetDesks(config: Config, file: string, say: Say, ending: AbortSignal): Promise<DeskOnPage[]> {
  const desks = openDesks(config);
  const signal = AbortSignal.any([ending, AbortSignal.timeout(WITHIN_MS)]);
  try {
    const met = await Promise.all([...desks.all.values()].map((desk) => meetDesk(desk, signal)));
    say(`The desks of ${file} run here, without a demo beside them:`);
    for (const desk of met) for (const line of linesOf(desk)) say(`  ${line}`);
    return met;
  } finally {
    await desks.close();
  }
}

async function meetDesk({ config, channels, tracker }: Desk, signal: AbortSignal): Promise<DeskOnPage> {
  const [bots, standing] = await Promise.all([
    Promise.all([...channels].map(([channel, messenger]) => meetBot(channel, messenger, signal))),
    askStanding(tracker, signal),
  ]);
  const {
    name,
    tracker: { kind },
  } = config;
  return { name, bots, tracker: { kind, accountPage: tracker.identity?.accountPage, standing } };
}

async function meetBot(channel: string, messenger: MessengerAdapter, signal: AbortSignal): Promise<BotOnPage> {
  try {
    const { name, link } = await messenger.me({ signal });
    return { kind: 'open', name, link };
  } catch (error) {
    const closed = error instanceof MessengerError && error.kind === 'unauthorized';
    return { kind: closed ? 'closed' : 'silent', channel };
  }
}

function* linesOf({ name, bots, tracker }: DeskOnPage): Iterable<string> {
  for (const bot of bots) yield `${name}: ${botLine(bot)}`;
  const { kind, standing } = tracker;
  if (standing.kind === 'open') for (const note of standing.notes) yield `${name}: ${kind}: ${note}`;
  if (standing.kind === 'silent') yield `${name}: its ${kind} does not answer now; what people write is kept for it.`;
  if (standing.kind === 'closed') yield `${name}: its ${kind} does not take the desk's key. ${standing.why}`;
}

function botLine(bot: BotOnPage): string {
  switch (bot.kind) {
    case 'open':
      return bot.link;
    case 'closed':
      return `the token of its channel ${bot.channel} is not accepted.`;
    case 'silent':
      return `its channel ${bot.channel} does not answer now.`;
  }
}
