import type { Goal } from '../compare/goal.js';

/** Three digits that count. */
const number = (value: number) =>
  Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
const bound = ({ sense, goal }: Goal) => `${sense === 'at least' ? '≥' : '≤'} ${number(goal)}`;

/** What was promised and found, a line each; below it what speaks against a number. */
export function goalsTable(goals: readonly Goal[]): string {
  const rows = goals.map((one) => [
    ...[one.id, one.what, bound(one), `**${number(one.value)}**`, `${number(one.low)} to ${number(one.high)}`],
    ...[String(one.rounds.length), one.holds ? 'yes' : '**no**'],
  ]);
  const head = ['', 'what', 'goal', 'median', '95 %', 'rounds', 'holds'];
  const objections = goals.flatMap(({ id, objections: all }) => all.map((line) => `- ${id}: ${line}`));
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [lines.join('\n'), ...(objections.length > 0 ? [objections.join('\n')] : [])].join('\n\n');
}
