import type { Parts, ReportHop, Running } from '#boot';
import type { Config } from '#config';
import type { Desks } from '#plugins';
import type { Logger } from '#telemetry';
import { holdChannels } from './hold-channels.js';
import { createHttpServer } from './http-server.js';
import { createPublishing } from './publish-batches.js';
import { receiveChannel } from './receive-channel.js';
import { type Channel, createReceiving } from './receive-updates.js';

/** Starts the gateway on `config.port` and receives every channel of every desk. `notReady`: of the whole process. */
export async function startGateway(
  config: Config,
  desks: Desks,
  parts: Parts,
  logger: Logger,
  notReady: () => string | undefined,
  report?: ReportHop,
): Promise<Running & { url: string }> {
  const publishing = createPublishing(parts.log);
  const receive = createReceiving(publishing, logger, report);
  const channels = new Map(
    [...desks.all.values()].flatMap((desk) =>
      [...desk.channels].map(([id, messenger]): [string, Channel] => [`${desk.id}/${id}`, { desk, id, messenger }]),
    ),
  );
  const app = await createHttpServer({ channels, desks: desks.all, publishing, receive, notReady });
  await app.listen(config.port, '0.0.0.0');
  const held = holdChannels([...channels.keys()], parts.channels);
  const receivers = [...channels].map(([name, channel]) => {
    const webhook = config.publicUrl && `${config.publicUrl.replace(/\/+$/, '')}/messenger/${name}`;
    return receiveChannel(channel, { isOurs: () => held.isOurs(name), receive, webhook, logger });
  });
  return {
    url: await app.getUrl(),
    notReady: () => undefined,
    async close() {
      await Promise.all(receivers.map((receiver) => receiver.close()));
      await held.close();
      await app.close();
      publishing.end();
    },
  };
}
