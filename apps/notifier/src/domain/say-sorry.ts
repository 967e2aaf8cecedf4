import { recordId } from '#contracts';
import type { NewWork } from '#lane';
import { phrase, render } from '#wording';
import { workOf } from './plan-sending.js';
import type { Sending } from './sending.js';

/** Something to read did not come through, and its reader is told so much; once, whatever comes of these words. */
export function saySorry(of: Omit<Sending, 'what'>, cause: string, now: number): NewWork {
  const text = render(phrase('lost.news'), { language: of.language, now });
  return workOf({ ...of, sorry: true, what: { kind: 'say', text, buttons: [] } }, recordId([cause], 0, 'sorry'), now);
}
