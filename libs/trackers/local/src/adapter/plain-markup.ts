import { plain } from '#contracts';
import type { Markup } from '#ports/tracker';

/** The local tracker keeps plain text: what was marked stays as words, and a link's address stands behind them. */
export const plainMarkup: Markup = {
  from: plain,
  to({ text, marks }) {
    const links = marks
      .filter(({ kind, value, start, end }) => kind === 'link' && value && value !== text.slice(start, end))
      .toSorted((a, b) => b.end - a.end);
    return links.reduce((words, { end, value }) => `${words.slice(0, end)} (${value})${words.slice(end)}`, text);
  },
};
