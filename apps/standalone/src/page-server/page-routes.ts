import type { FastifyInstance } from 'fastify';
import { flood } from '../demo/flood.js';
import type { Messenger } from '../demo/open-messenger.js';
import type { Demo } from '../demo/play-demo.js';
import type { DeskOnPage, Harm, Mode, PageState } from '../protocol.js';
import type { MessageWays } from '../strip/follow-messages.js';
import type { AskedRedmine } from '../tracker/keep-asking-redmine.js';
import type { Tracker } from '../tracker/open-tracker.js';
import type { Services } from '../worker/keep-services.js';
import { chatRoutes } from './chat-routes.js';
import { harmRoutes } from './harm-routes.js';
import type { NewsStream } from './news-stream.js';
import { trackerRoutes } from './tracker-routes.js';

export type OnThePage = {
  instance: string;
  messenger: Messenger;
  tracker: Tracker;
  /** Where the tracker is one. */
  redmine: AskedRedmine | undefined;
  /** Where a configuration file has some. */
  desks: readonly DeskOnPage[];
  services: Services;
  ways: MessageWays;
  news: NewsStream;
  demo: Demo;
};

/** So many writes in a row are done and not answered. */
const ANSWERS_LOST = 3;

/** Everything the page asks for. */
export function pageRoutes(app: FastifyInstance, parts: OnThePage): void {
  const { messenger, tracker, news } = parts;
  app.get('/api/state', () => stateOf(parts));
  app.get('/api/events', (_request, reply) => {
    reply.hijack();
    news.open(reply.raw);
  });
  if (messenger.kind === 'simulator') chatRoutes(app, messenger.simulator);
  if (messenger.kind === 'bot') {
    app.get('/api/qr.svg', (_request, reply) => reply.type('image/svg+xml').send(messenger.real.qr));
  }
  if (tracker.kind === 'local') trackerRoutes(app, tracker.ask);
  harmRoutes(app, harmsTo(parts));
}

function stateOf(parts: OnThePage): PageState {
  const { instance, tracker, redmine, services, ways, demo } = parts;
  return {
    instance,
    mode: { messenger: messengerMode(parts), tracker: trackerMode(tracker) },
    persons: demo.persons(),
    services: services.state,
    trackerRunning: tracker.kind !== 'local' || tracker.kept.running,
    redmine: redmine?.state,
    counts: demo.counting?.counts,
    steps: [...ways.steps],
  };
}

function messengerMode({ messenger, desks }: OnThePage): Mode['messenger'] {
  switch (messenger.kind) {
    case 'simulator':
      return { kind: 'simulator', bot: messenger.botId, botName: messenger.botName };
    case 'bot':
      return { kind: 'bot', link: messenger.real.link, name: messenger.real.name };
    case 'desks':
      return { kind: 'desks', file: messenger.file, desks };
  }
}

const trackerMode = (tracker: Tracker): Mode['tracker'] =>
  tracker.kind === 'redmine' ? { kind: 'redmine', url: tracker.url } : { kind: tracker.kind };

function harmsTo({ messenger, tracker, services, demo }: OnThePage): Record<Harm, () => Promise<void> | void> {
  const local = tracker.kind === 'local' ? tracker.kept : undefined;
  return {
    'stop-tracker': () => local?.stop(),
    'start-tracker': () => local?.start(),
    'lose-answers': () => local?.loseAnswers(ANSWERS_LOST),
    'kill-worker': () => services.kill(),
    'empty-caches': () => services.emptyCaches(),
    flood() {
      if (messenger.kind !== 'simulator') return;
      flood(messenger.simulator, messenger.botId, (id) => demo.counting?.links.has(id) ?? false, new Date());
    },
  };
}
