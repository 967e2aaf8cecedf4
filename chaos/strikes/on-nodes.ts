import { setTimeout as wait } from 'node:timers/promises';
import { between, oneOf, type Strike } from './strike.js';

/** The group misses a node after 10 s, and its lanes are another's some seconds later; its lease, of 4 s, is over long before. */
const BEYOND_THE_LEASE_MS = 14_000;

export const ON_NODES: readonly Strike[] = [
  {
    kind: 'node-killed',
    async strike({ nodes }, random) {
      const node = oneOf(nodes.running(), random);
      nodes.kill(node);
      return { what: `kill -9 ${node.name}`, node: node.name };
    },
  },
  {
    kind: 'notifier-killed',
    async strike({ nodes }, random) {
      const notifiers = nodes.running().filter(({ service }) => service === 'notifier');
      const node = notifiers.length > 0 ? oneOf(notifiers, random) : undefined;
      if (node) nodes.kill(node);
      return { what: node ? `kill -9 ${node.name}` : 'no notifier to kill', ...(node && { node: node.name }) };
    },
  },
  {
    kind: 'node-stopped',
    async strike({ nodes }, random) {
      const node = oneOf(nodes.running(), random);
      const ms = between(BEYOND_THE_LEASE_MS, BEYOND_THE_LEASE_MS + 8_000, random);
      nodes.freeze(node);
      await wait(ms);
      nodes.thaw(node);
      return { what: `stopped ${node.name} for ${ms} ms`, node: node.name };
    },
  },
  {
    kind: 'service-restarted',
    async strike({ nodes }, random) {
      const { service } = oneOf(nodes.running(), random);
      for (const node of nodes.running()) if (node.service === service) await nodes.restart(node);
      return { what: `restarted every ${service}, one after the other` };
    },
  },
];
