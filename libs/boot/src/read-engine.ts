import type { TopicName } from '#contracts';
import type { Engine } from '#lane';
import type { Reading } from '#telemetry';

const BACKLOG = {
  'relaydesk.work.held': 'work',
  'relaydesk.keys.parked': 'parked',
  'relaydesk.windows': 'windows',
  'relaydesk.records.unpublished': 'unpublished',
} as const;

/** What there is to see of a service's lanes on this node, and of the endpoints of their work. */
export function readEngine(topic: TopicName, engine: Pick<Engine, 'lanes' | 'endpoints'>): Reading[] {
  const lanes = engine.lanes();
  const facts = { 'messaging.destination.name': topic };
  const counted = (name: Reading['name'], fact: string, states: readonly string[]): Reading[] =>
    [...Map.groupBy(states, (state) => state)].map(([state, all]) => ({
      name,
      value: all.length,
      facts: { ...facts, [fact]: state },
    }));
  return [
    ...counted(
      'relaydesk.lanes',
      'relaydesk.lane.state',
      lanes.map(({ state }) => state),
    ),
    ...counted('relaydesk.endpoints', 'relaydesk.endpoint.state', engine.endpoints()),
    ...Object.entries(BACKLOG).map(([name, part]) => ({
      name: name as keyof typeof BACKLOG,
      value: lanes.reduce((sum, lane) => sum + (lane[part] ?? 0), 0),
      facts,
    })),
  ];
}
