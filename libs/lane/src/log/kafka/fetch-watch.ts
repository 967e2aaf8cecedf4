import type { Admin, Consumer } from 'kafkajs';
import type { LaneNumber } from '../log.js';

type Asked = { lanes: readonly LaneNumber[]; answered: boolean };

/**
 * Tells which lanes a fetch has really read. kafkajs says FETCH also for one that was only slept through (every lane
 * paused) or recovered from (connection lost, leader moved); so a fetch counts if its broker answered it.
 */
export function watchFetches(
  consumer: Consumer,
  admin: Pick<Admin, 'describeCluster'>,
  about: {
    /** The lanes this broker is asked for now. */
    lanesOf: (nodeId: number) => readonly LaneNumber[];
    fetched: (lanes: readonly LaneNumber[]) => void;
  },
): { forget(): void } {
  const { FETCH_START, REQUEST, FETCH } = consumer.events;
  const asked = new Map<number, Asked>();
  const nodeOf = new BrokerNodes(admin);

  consumer.on(FETCH_START, ({ payload: { nodeId } }) => {
    asked.set(Number(nodeId), { lanes: about.lanesOf(Number(nodeId)), answered: false });
  });
  consumer.on(REQUEST, ({ payload: { apiName, broker } }) => {
    if (apiName !== 'Fetch') return;
    const fetch = asked.get(nodeOf.find(broker) ?? -1);
    if (fetch) fetch.answered = true;
  });
  consumer.on(FETCH, ({ payload: { nodeId } }) => {
    const fetch = asked.get(Number(nodeId));
    asked.delete(Number(nodeId));
    if (fetch?.answered) about.fetched(fetch.lanes);
  });
  // A fetch that was under way while the group rebalanced says nothing of the lanes we have now.
  return { forget: () => asked.clear() };
}

/** Which broker answers at which address, asked anew when an address is unknown. */
class BrokerNodes {
  private nodes = new Map<string, number>();
  private asking = false;

  constructor(private readonly admin: Pick<Admin, 'describeCluster'>) {}

  find(address: string): number | undefined {
    const known = this.nodes.get(address);
    if (known === undefined) void this.ask();
    return known;
  }

  private async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      const { brokers } = await this.admin.describeCluster();
      this.nodes = new Map(brokers.map(({ host, port, nodeId }) => [`${host}:${port}`, nodeId]));
    } catch {
      // No fetch counts until a later one gets an answer; the client has logged why.
    } finally {
      this.asking = false;
    }
  }
}
