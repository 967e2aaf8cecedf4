import type { Losses } from '../goals/p6-rivals/count-losses.js';
import type { Usage } from '../measure/meter.js';
import type { Drain } from '../phases/drain.js';
import type { OpenLoop } from '../phases/open-loop.js';
import { objections, percent } from './objections.js';
import type { Plan } from '../plan.js';
import { goalsTable } from './goals-table.js';
import type { Cluster, Result } from './result.js';

const SIDES = { services: 'service', parts: 'part', apart: 'apart' } as const;
/** Postgres commits per message while a backlog is drained. */
const COMMITS_GOAL = 0.02;

/** A run's numbers as people read them. */
export function toMarkdown(result: Result): string {
  const { machine, plan, cluster, goals, losses, brokeOff, minutes } = result;
  return [
    `## ${plan.name} run of ${result.at}, commit ${result.commit}`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, Linux ${machine.kernel}, Node ${machine.node}.`,
    ...(goals.length > 0 ? ['### Goals', goalsTable(goals), '![each goal, each round](latest.svg)'] : []),
    ...(brokeOff.length > 0 ? ['### Broke off', brokeOff.map(({ id, why }) => `- **${id}**: ${why}`).join('\n')] : []),
    ...(losses.length > 0 ? ['### Under kill -9', lossesTable(losses)] : []),
    ...(cluster ? seenOf(cluster, plan) : []),
    `Minutes: ${Object.entries(minutes)
      .map(([id, of]) => `${id} ${of}`)
      .join(', ')}.`,
  ].join('\n\n');
}

const lossesTable = (losses: readonly Losses[]) =>
  table(
    ['', 'messages', 'lost', 'doubled', 'out of order', 'without their file'],
    losses.map(({ contender, ...counts }) => [
      contender,
      ...[counts.sent, counts.lost, counts.doubled, counts.swapped, counts.withoutFile].map(String),
    ]),
  );

function seenOf(cluster: Cluster, plan: Plan): string[] {
  const { drain, loads, idle } = cluster;
  const objected = objections(cluster);
  return [
    '### One cluster',
    `${plan.desks} desks, ${plan.lanes} lanes, ${plan.people} people, window ${plan.windowSeconds} s.`,
    objected.length > 0 ? objected.map((line) => `- **${line}**`).join('\n') : 'Nothing speaks against these numbers.',
    ...drained(drain),
    ...loads.flatMap(loaded),
    '### Nobody writes',
    `${number(idle.postgres.commits / idle.seconds)} commits a second, of which ` +
      `${number(idle.postgres.writing / idle.seconds)} wrote.`,
    cpuTable(idle, idle.seconds, 'ms CPU a second'),
  ];
}

function drained({
  messages,
  received,
  doubled,
  swapped,
  withoutFile,
  fill,
  perSecond,
  usage,
  ...counts
}: Drain): string[] {
  return [
    '### A backlog is drained',
    table(
      ['', ''],
      [
        ['messages that waited', String(messages)],
        ['reached the tracker', `${received} (doubled ${doubled}, swapped ${swapped}, without file ${withoutFile})`],
        ['**messages a second**', `**${number(perSecond)}**`],
        ...commitRows(usage, received, true),
        ...callRows(counts, received),
        ['gateway alone, taking the backlog in', `${number(fill.perSecond)} a second (${fill.refused} answered 503)`],
      ],
    ),
    cpuTable(usage, received, 'ms CPU a message'),
  ];
}

function loaded({ part, perSecond, messages, received, refused, latency, usage, ...counts }: OpenLoop): string[] {
  const { p50, p90, p99, p999, max } = latency;
  return [
    `### Open loop at ${percent(part)} of that: ${number(perSecond)} messages a second`,
    table(
      ['p50', 'p90', 'p99', 'p99.9', 'max'],
      [[p50, p90, p99, p999, max].map((value) => `${Math.round(value)} ms`)],
    ),
    table(
      ['', ''],
      [
        ['messages', `${messages}, reached the tracker ${received} (${refused} answered 503 on the way)`],
        ...commitRows(usage, received, false),
        ...callRows(counts, received),
      ],
    ),
    cpuTable(usage, received, 'ms CPU a message'),
  ];
}

function commitRows({ postgres }: Usage, messages: number, goal: boolean): string[][] {
  const aim = goal ? ` (goal ${COMMITS_GOAL})` : '';
  return [
    [`**Postgres commits a message**${aim}`, `**${number(postgres.commits / messages)}**`],
    ['of which wrote', number(postgres.writing / messages)],
    ...Object.entries(postgres.lanes).map(([topic, transactions]) => [
      `of which of the lanes of \`${topic}\``,
      number(transactions / messages),
    ]),
  ];
}

const callRows = (counts: { trackerRequests: number; messengerCalls: number }, messages: number) => [
  ['requests to the tracker a message', number(counts.trackerRequests / messages)],
  ['calls to the messenger a message', number(counts.messengerCalls / messages)],
];

function cpuTable({ processes, seconds, busy, apart, others }: Usage, per: number, unit: string): string {
  const rows = processes
    .toSorted((a, b) => Object.keys(SIDES).indexOf(a.side) - Object.keys(SIDES).indexOf(b.side))
    .map(({ name, side, cpuMs, peakMiB }) => [name, SIDES[side], number(cpuMs / per), `${peakMiB}`]);
  const total = processes.filter(({ side }) => side !== 'apart').reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  rows.push(['**services and parts**', '', `**${number(total / per)}**`, '']);
  const note =
    `Over ${Math.round(seconds)} s. The machine was ${percent(busy)} busy; the bench itself took ${percent(apart)} of the machine, strangers ${percent(others)}. ` +
    'Memory is the most a process has had at once so far, in MiB (Postgres: its first process alone).';
  return `${table(['process', '', unit, 'memory'], rows)}\n\n${note}`;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Three digits that count. */
const number = (value: number) =>
  Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
