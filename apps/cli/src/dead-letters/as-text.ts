import type { Left, Letter, Selection, WholeLetter } from '#dead-letters';
import { asTable, timeOf, visible } from '../as-table.js';

const HEAD = ['no.', 'given up', 'standing', 'desk', 'kind', 'person', 'cause'];

/** Letters as a table. */
export const tableOf = (letters: readonly Letter[]): string =>
  asTable(
    HEAD,
    letters.map(({ number, at, standing, desk, kind, person, cause }) => [
      String(number),
      timeOf(at),
      standing,
      desk ?? '–',
      kind ?? '–',
      person ?? '–',
      cause,
    ]),
  );

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
    ['began', timeOf(bornAt)],
    ['given up', timeOf(at)],
  ];
  return [
    `Dead letter ${number}`,
    ...facts.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name.padEnd(10)}${visible(value)}`])),
    ...work.map(
      ({ kind, id: of, attempts, tries, lastError }) =>
        `  work      ${kind} ${visible(of)}: sent ${attempts} times, failed ${tries} times${lastError ? `, last: ${visible(lastError)}` : ''}`,
    ),
    ...history.map((event) => `  ${timeOf(event.at)}  ${visible(told(event))}`),
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

/** That nothing was done, where letters were described and none is so. */
export function noneTo(what: 'replay' | 'discard', selection: Selection): string[] {
  if ('numbers' in selection) return [];
  return ['all' in selection ? `There is no letter to ${what}.` : `No letter to ${what} matches.`];
}

/** Letters that were left as they are, and numbers of which there is none. */
export const leftOf = (left: readonly Left[]): string[] =>
  left.map(({ kind, why, numbers }) => {
    const named = numbers.join(', ');
    if (kind !== 'not-open') return `Left as it is, because ${visible(why)}: ${named}`;
    return numbers.length === 1 ? `There is no open letter ${named}.` : `There are no open letters ${named}.`;
  });
