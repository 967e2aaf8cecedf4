import type { Config, DeskConfig } from '#config';
import { type ChannelId, channelId, type DeskId, deskId } from '#contracts';
import { createGuardedFetch } from '#http';
import type { MessengerAdapter } from '#ports/messenger';
import type { Markup, TrackerAdapter } from '#ports/tracker';
import { z } from 'zod';
import { messengers, trackers } from './registry.js';

/** A desk with its adapters, as the services use it. */
export type Desk = {
  id: DeskId;
  config: DeskConfig;
  /** The tracker's endpoint: equal for desks that share an address and a credential. */
  endpoint: string;
  tracker: TrackerAdapter;
  markup: Markup;
  channels: ReadonlyMap<ChannelId, MessengerAdapter>;
};

export type Desks = { all: ReadonlyMap<DeskId, Desk>; close(): Promise<void> };

/** Makes the adapters of every desk. Two desks on one tracker share its endpoint, and so its breaker and its claims. */
export function openDesks(config: Config): Desks {
  const http = createGuardedFetch();
  const all = new Map(config.desks.map((desk) => [deskId(desk.id), openDesk(desk, { fetch: http.fetch })]));
  return {
    all,
    async close() {
      const open = [...all.values()].flatMap((desk) => [...desk.channels.values()]);
      await Promise.all([...open.map((channel) => channel.close()), http.close()]);
    },
  };
}

function openDesk(config: DeskConfig, env: Parameters<(typeof trackers)[string]['create']>[1]): Desk {
  const id = deskId(config.id);
  const tracker = trackers[config.tracker.kind];
  if (!tracker) throw new Error(`The configuration was parsed with another registry: ${config.tracker.kind}.`);
  const channels = config.channels.map((channel) => {
    const messenger = messengers[channel.messenger];
    if (!messenger) throw new Error(`The configuration was parsed with another registry: ${channel.messenger}.`);
    const key = channelId(channel.id);
    return [key, messenger.create(channel.config, { desk: id, channel: key })] as const;
  });
  return {
    id,
    config,
    endpoint: endpointOf(config.tracker),
    tracker: tracker.create(config.tracker.config, env),
    markup: tracker.markup(config.tracker.config),
    channels: new Map(channels),
  };
}

/** Names the tracker by its address; a credential may be replaced without anything stored under it being lost. */
function endpointOf({ kind, config }: DeskConfig['tracker']): string {
  const { url } = z.object({ url: z.url() }).parse(config);
  const { host, pathname } = new URL(url);
  return `${kind}:${host}${pathname.replace(/\/+$/, '')}`;
}
