import { setTimeout as wait } from 'node:timers/promises';
import type { Node } from '../ground/nodes.js';
import { WAYS } from '../ground/with-ground.js';
import { between, oneOf, type Strike } from './strike.js';

const WEATHERS = {
  hang: 'held up what is said to',
  'lose-answers': 'lost every answer of',
  refuse: 'refused',
} as const;
const NAMES = Object.keys(WEATHERS) as (keyof typeof WEATHERS)[];

/** One node's connections, or everyone's; only on Linux does a node have an address of its own. */
const oneOrAll = (nodes: readonly Node[], random: () => number): Node | undefined =>
  random() < 0.5 && process.platform === 'linux' ? oneOf(nodes, random) : undefined;
const whoseOf = (node: Node | undefined) => (node ? `for ${node.name}` : 'for everyone');

export const ON_CONNECTIONS: readonly Strike[] = [
  {
    kind: 'connections-cut',
    async strike({ ways, nodes }, random) {
      const part = oneOf(WAYS, random);
      const node = oneOrAll(nodes.all, random);
      ways[part].cut(node?.address);
      return { what: `cut every connection to ${part} ${whoseOf(node)}` };
    },
  },
  {
    kind: 'connections-troubled',
    async strike({ ways, nodes }, random) {
      const part = oneOf(WAYS, random);
      const node = oneOrAll(nodes.all, random);
      const weather = oneOf(NAMES, random);
      const ms = between(2_000, 15_000, random);
      const way = ways[part];
      way.weather(weather, node?.address);
      await wait(ms);
      // What was thrown away is missing from every connection that was open.
      if (weather === 'lose-answers') way.cut(node?.address);
      way.weather('clear', node?.address);
      return { what: `${WEATHERS[weather]} ${part} for ${ms} ms ${whoseOf(node)}` };
    },
  },
];
