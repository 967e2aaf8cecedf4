import type { Left, Letter, WholeLetter } from '#dead-letters';

const WIDEST = 60;
const HEAD = ['no.', 'given up', 'desk', 'kind', 'person', 'cause'];

const time = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
const short = (text: string) => (text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text);
/** What others have written must not move the cursor of whoever reads it. */
const visible = (text: string) => text.replaceAll(/\p{Cc}/gu, '\u{fffd}');

/** Letters as a table. Times are UTC. */
export function tableOf(letters: readonly Letter[]): string {
  const rows = letters.map(({ number, at, desk, kind, person, cause }) =>
    [String(number), time(at), desk ?? '–', kind ?? '–', person ?? '–', cause].map(visible).map(short),
  );
  const widths = HEAD.map((_, column) => Math.max(...[HEAD, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [HEAD, ...rows].map(line).join('\n');
}

/** All that is known of a letter; what it says only where it was asked for. */
export function pageOf(letter: WholeLetter): string {
  const { number, standing, cause, topic, lane, offset, id, key, bornAt, at, work, history } = letter;
  const facts: [string, string | undefined][] = [
    ['standing', standing],
    ['cause', cause],
    ['kind', letter.kind],
    ['desk', letter.desk],
    ['person', letter.person],
    ['chat', letter.chat],
    ['topic', `${topic}, partition ${lane}${offset === undefined ? '' : `, offset ${offset}`}`],
    ['id', id],
    ['key', key],
    ['trace', letter.trace],
    ['began', time(bornAt)],
    ['given up', time(at)],
  ];
  return [
    `Dead letter ${number}`,
    ...facts.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name.padEnd(10)}${visible(value)}`])),
    ...work.map(
      ({ kind, id: of, attempts, tries, lastError }) =>
        `  work      ${kind} ${visible(of)}: sent ${attempts} times, failed ${tries} times${lastError ? `, last: ${visible(lastError)}` : ''}`,
    ),
    ...history.map((event) => `  ${time(event.at)}  ${visible(told(event))}`),
    ...('body' in letter ? [JSON.stringify(letter.body, null, 2)] : []),
  ].join('\n');
}

function told(event: Letter['history'][number]): string {
  switch (event.what) {
    case 'given-up':
      return `given up: ${event.cause}`;
    case 'replayed':
      return `replayed by ${event.by}, as ${event.as}`;
    case 'discarded':
      return `discarded by ${event.by}: ${event.why}`;
  }
}

/** Letters that a replay left as they are. */
export const leftOf = (left: readonly Left[]): string[] =>
  left.map(({ why, numbers }) => `Left as it is, because ${visible(why)}: ${numbers.join(', ')}`);
