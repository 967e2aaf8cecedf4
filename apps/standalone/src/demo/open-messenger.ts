import { join } from 'node:path';
import type { Simulator } from '#apps/simulator';
import type { Settings } from '../settings.js';
import { settlePeople } from './demo-people.js';
import { meetBot, type RealBot } from './real-bot.js';

export type SimulatedMessenger = {
  kind: 'simulator';
  simulator: Simulator;
  botId: number;
  botName: string;
  bot: { token: string; apiRoot: string };
};
/** Where the chats are: simulated, or Telegram itself where there is a bot's token, or with the desks of a file. */
export type Messenger =
  | SimulatedMessenger
  | { kind: 'bot'; real: RealBot; bot: { token: string } }
  | { kind: 'desks'; file: string; bot?: undefined };

export async function openMessenger(
  settings: Settings,
  folder: string,
  stops: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<Messenger> {
  const { desksFile, botToken, telegramApi } = settings;
  if (desksFile !== undefined) return { kind: 'desks', file: desksFile };
  if (botToken !== undefined) {
    return { kind: 'bot', real: await meetBot(botToken, telegramApi, signal), bot: { token: botToken } };
  }
  const { startSimulator } = await import('#apps/simulator');
  const simulator = await startSimulator({ folder: join(folder, 'simulator') });
  stops.defer(() => simulator.close());
  const { id: botId, name: botName, token } = settlePeople(simulator);
  return { kind: 'simulator', simulator, botId, botName, bot: { token, apiRoot: simulator.apiRoot } };
}
