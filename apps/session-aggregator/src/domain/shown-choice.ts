import { phrase } from '#wording';
import { pager, type ButtonMaker, type Face } from './face.js';
import { refusalLine } from './refused-look-up.js';
import type { DeskOptions } from './options.js';
import type { DialogIn } from './session.js';

/** Long enough for any button; what shows it cuts it to size. */
const LABEL_LENGTH = 64;

/** The issues to choose from, a page of them, each with a button of its own. */
export function choosingFace({ tracker }: DeskOptions, { phase }: DialogIn<'choosing'>, button: ButtonMaker): Face {
  const { state, reason, query, found, page, pages } = phase;
  const back = [button(phrase('button.back'), 'back')];
  const create = [button(phrase('button.new'), 'new')];
  if (state === 'unavailable') {
    const again = [button(phrase('button.tryAgain'), 'retry')];
    const why = reason ? refusalLine(reason, tracker) : phrase('choose.unavailable', { tracker });
    return { lines: [why], buttons: [again, create, back] };
  }
  const title = query === undefined ? phrase('choose.title') : phrase('choose.found', { query });
  if (state === 'looking') return { lines: [title, phrase('choose.searching')], buttons: [back] };
  const hint = phrase('choose.hint');
  if (found.length === 0) {
    const none = query === undefined ? phrase('choose.none') : phrase('choose.notFound', { query });
    return { lines: [none, hint], buttons: [create, back] };
  }
  const issues = found.map(({ url, title, label, status }) => phrase('choose.issue', { url, title, label, status }));
  const picks = found.map(({ label, title }, at) => [button(`${label} ${title}`.slice(0, LABEL_LENGTH), 'pick', at)]);
  return { lines: [title, ...issues, hint], buttons: [...picks, ...pager(page, pages, button), back] };
}
