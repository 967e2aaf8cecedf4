import { join } from 'node:path';
import { readConfig } from '#config';
import { messengers, trackers } from '#plugins';
import { meetDesks } from './desks/meet-desks.js';
import type { Secrets } from './folder/secrets.js';
import { type Messenger, openMessenger } from './demo/open-messenger.js';
import type { Demo, PlayOptions } from './demo/play-demo.js';
import { meetRedmine } from './tracker/meet-redmine.js';
import { openTracker } from './tracker/open-tracker.js';
import { createPageApp } from './page-server/create-page-app.js';
import type { Door } from './page-server/open-door.js';
import { newsStream } from './page-server/news-stream.js';
import { pageRoutes } from './page-server/page-routes.js';
import { freePort } from './folder/free-port.js';
import { noteRunning } from './folder/note-running.js';
import type { Say } from './say.js';
import { servicesEnvironment } from './services-environment.js';
import type { Environment, Settings } from './settings.js';
import { messageWays } from './strip/follow-messages.js';
import { keepServices } from './worker/keep-services.js';

export type DemoOptions = {
  env: Environment;
  settings: Settings;
  secrets: Secrets;
  folder: string;
  databaseUrl: string;
  door: Door;
  stops: AsyncDisposableStack;
  say: Say;
  /** Resolves when it is to end: then nothing more is waited for. */
  asked: Promise<void>;
  /** Aborted then. */
  signal: AbortSignal;
};

/** Starts what stands outside of Relaydesk, the services and the page, in this order; resolves when all of it works. */
export async function startDemo(options: DemoOptions): Promise<void> {
  const { env, settings, secrets, folder, databaseUrl, door, stops, say, asked, signal } = options;
  const news = newsStream();
  stops.defer(() => news.close());
  const ways = messageWays();
  const port = await freePort();
  const hook = { url: `http://127.0.0.1:${port}/tracker/desk`, secret: secrets.hookSecret };
  const messenger = await openMessenger(settings, folder, stops, signal);
  const tracker = await openTracker({ settings, folder, databaseUrl, token: secrets.trackerToken, hook, news, stops });

  const servicesEnv = servicesEnvironment(env, secrets, {
    databaseUrl,
    port,
    bot: messenger.bot,
    localTracker: tracker.kind === 'local' ? { url: tracker.kept.url, publicUrl: door.linkUrl } : undefined,
  });
  // The services read it themselves; what is wrong with it is told before they are begun.
  const config = readConfig(servicesEnv, { trackers, messengers });
  stops.defer(await noteRunning(folder, env, servicesEnv));
  const redmine = tracker.kind === 'redmine' ? await meetRedmine(config, tracker.url, options, news) : undefined;
  const desks = messenger.kind === 'desks' ? await meetDesks(config, messenger.file, say, signal) : [];

  const app = createPageApp();
  stops.defer(async () => {
    await door.close();
    await app.close();
  });
  const services = keepServices({
    env: servicesEnv,
    logFile: join(folder, 'services.log'),
    say,
    onState: (state) => news.tell({ kind: 'services', state }),
    onHop: (hop) => news.tell({ kind: 'step', step: ways.follow(hop) }),
  });
  stops.defer(() => services.stop());
  const started = await Promise.race([services.ready.then(() => true), asked.then(() => false)]);
  if (!started) return;
  const playing = { tracker, ways, news, folder, databaseUrl, stops, say, asked };
  const demo = await playedWith(messenger, playing);
  pageRoutes(app, { instance: secrets.instance, messenger, tracker, redmine, desks, services, ways, news, demo });
  await app.ready();
  door.serve((request, response) => app.routing(request, response));
}

/** With real bots there is nothing to play, and nothing of the demo is loaded. */
async function playedWith(messenger: Messenger, playing: Omit<PlayOptions, 'messenger'>): Promise<Demo> {
  if (messenger.kind !== 'simulator') return { persons: () => [], counting: undefined };
  const { playDemo } = await import('./demo/play-demo.js');
  return await playDemo({ messenger, ...playing });
}
