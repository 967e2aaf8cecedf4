import type { Goal } from '../compare/goal.js';

const WIDE = { label: 130, plot: 560, right: 30 };
const ROW = 26;
const TOP = 34;
/** Powers of ten around the goal, to either side. */
const DECADES = 1.5;

/** Where a value stands by its goal, from 0 to 1: the goal is in the middle, what keeps it to the right. */
export function placeOf(value: number, { goal, sense }: Pick<Goal, 'goal' | 'sense'>): number {
  const decades = Math.log10(value / goal) * (sense === 'at least' ? 1 : -1);
  return (Math.min(DECADES, Math.max(-DECADES, decades)) + DECADES) / (2 * DECADES);
}

/** An SVG: each goal a line, each round a dot, the interval a bar; right of the middle is what was promised. */
export function plotOf(goals: readonly Goal[]): string {
  const height = TOP + goals.length * ROW + 12;
  const width = WIDE.label + WIDE.plot + WIDE.right;
  const x = (value: number, goal: Goal) => (WIDE.label + WIDE.plot * placeOf(value, goal)).toFixed(1);
  const middle = WIDE.label + WIDE.plot / 2;
  const rows = goals.map((goal, i) => {
    const y = TOP + i * ROW + ROW / 2;
    const color = goal.holds ? '#2e7d32' : '#c62828';
    const ends = [x(goal.low, goal), x(goal.high, goal)];
    return [
      `<text x="${WIDE.label - 10}" y="${y + 4}" text-anchor="end">${escaped(goal.id)}</text>`,
      `<line x1="${ends[0]}" x2="${ends[1]}" y1="${y}" y2="${y}" stroke="${color}" stroke-width="6" stroke-linecap="round" opacity="0.35"/>`,
      ...goal.rounds.map((value) => `<circle cx="${x(value, goal)}" cy="${y}" r="3" fill="${color}" opacity="0.6"/>`),
      `<circle cx="${x(goal.value, goal)}" cy="${y}" r="4.5" fill="${color}"/>`,
    ].join('\n');
  });
  const scale = [-1, 0, 1].map((decade) => {
    const at = WIDE.label + (WIDE.plot * (decade + DECADES)) / (2 * DECADES);
    const label = decade === 0 ? 'goal' : decade > 0 ? '10 × better' : '10 × worse';
    return (
      `<line x1="${at}" x2="${at}" y1="${TOP - 6}" y2="${height - 8}" stroke="#999" stroke-dasharray="${decade === 0 ? '' : '3 4'}"/>` +
      `<text x="${at}" y="${TOP - 14}" text-anchor="middle">${label}</text>`
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<rect x="${middle}" y="${TOP - 6}" width="${WIDE.plot / 2}" height="${height - TOP - 2}" fill="#f3f8f3"/>`,
    ...scale,
    ...rows,
    '</svg>',
  ].join('\n');
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
