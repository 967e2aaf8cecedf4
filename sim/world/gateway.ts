import { type DeskId, issueId, type TopicRecord } from '#contracts';
import type { Clock } from '#lane';
import type { Desk } from '#plugins';
import { noTelemetry, silent } from '#telemetry';
import { RETRY_AFTER_S } from '../../apps/gateway/src/answers.js';
import { countIgnored } from '../../apps/gateway/src/count-ignored.js';
import { holdChannels } from '../../apps/gateway/src/hold-channels.js';
import { createPublishing } from '../../apps/gateway/src/publish-batches.js';
import { receiveChannel } from '../../apps/gateway/src/receive-channel.js';
import { createReceiving } from '../../apps/gateway/src/receive-updates.js';
import { hintRecords } from '../../apps/gateway/src/to-records.js';
import { CHANNEL } from './cast.js';
import { logFrom } from './log-way.js';
import { fromNode } from './node-turn.js';
import type { Reach } from './reach.js';
import type { World } from './world.js';

const webhookOf = (desk: DeskId) => `https://relaydesk.example/messenger/${desk}/${CHANNEL}`;

export type Gateway = {
  /** An update by webhook. Resolves with nothing once it is in the log, else with how long to wait at least (ms). */
  take(desk: DeskId, update: unknown): Promise<number | undefined>;
  /** A webhook of the tracker; told once more where the log does not answer, and lost then. */
  hint(desk: DeskId, issue: string, told: string): Promise<void>;
  publish(records: readonly TopicRecord[]): Promise<void>;
  close(): Promise<void>;
};

/** The gateway of one node: polls the channels that are its own, and takes the tracker's webhooks. */
export function startGateway(
  world: World,
  node: { name: string; clock: Clock; reach: Reach; desks: ReadonlyMap<DeskId, Desk> },
): Gateway {
  const { clock, desks } = node;
  const publishing = createPublishing(logFrom(node, world), clock);
  const receive = createReceiving(publishing, countIgnored(silent), noTelemetry, clock);
  const channelOf = (desk: DeskId) => {
    const messenger = desks.get(desk)?.channels.get(CHANNEL);
    if (!messenger) throw new Error('Each desk has its channel.');
    return { desk: { id: desk }, id: CHANNEL, messenger };
  };
  const held = holdChannels([...desks.keys()], world.channels.as(node), clock, (name, ours) => {
    const channel = channelOf(name as DeskId);
    const webhook = world.byWebhook ? webhookOf(channel.desk.id) : undefined;
    const deps = { receive, webhook, inTurn: (tell: () => Promise<void>) => tell(), logger: silent, clock };
    return receiveChannel(channel, deps, ours);
  });
  return {
    take: (desk, update) =>
      fromNode(clock, 0, () =>
        receive(channelOf(desk), [update]).then(
          () => undefined,
          () => RETRY_AFTER_S * 1_000,
        ),
      ),
    async hint(desk, issue, told) {
      const records = hintRecords(desk, Buffer.from(told), [{ issue: issueId(issue) }], clock.now());
      await publishing.publish(records).catch(() => publishing.publish(records).catch(() => undefined));
    },
    publish: publishing.publish,
    async close() {
      await held.close();
      publishing.end();
    },
  };
}
