import type { Button, Delivery, Phrase } from '#contracts';
import type { Capabilities } from '#ports/messenger';
import { splitText, truncate } from '#text';
import { phrase, type Reader, render, renderLabel, renderLines } from '#wording';
import type { SendingWhat } from './sending.js';

const MEGABYTE = 1_048_576;

type FileDelivery = Extract<Delivery['what'], { kind: 'file' }>;

/** A delivery in its reader's words: one sending a part of a long text, the buttons under the last. `now`: its time (ms). */
export function wordDelivery(
  { language, what }: Delivery,
  limits: Capabilities,
  messenger: string,
  now: number,
): SendingWhat[] {
  const reader: Reader = { language, now };
  switch (what.kind) {
    case 'say': {
      const { about, replyTo, ask } = what;
      const parts = splitText(renderLines(what.lines, reader), limits.maxText);
      return parts.map((text, i) => ({
        kind: 'say',
        text,
        about,
        replyTo: i === 0 ? replyTo : undefined,
        ask: i === parts.length - 1 ? ask : undefined,
        buttons: i === parts.length - 1 ? labelled(what.buttons, reader) : [],
      }));
    }
    case 'slot': {
      const { slot, version, lastIncoming, pressedOn, about } = what;
      const text = truncate(renderLines(what.lines, reader), limits.maxText);
      const buttons = labelled(what.buttons, reader);
      return [{ kind: 'slot', slot, version, lastIncoming, pressedOn, about, text, buttons }];
    }
    case 'file': {
      const { file, issue, about } = what;
      const caption = truncate(renderLines(what.caption, reader), limits.maxCaption);
      const tooBig = render(tooBigToShow(file, issue, messenger), reader);
      const failed = render(phrase('file.failed', { name: file.name }), reader);
      return [{ kind: 'file', file, caption, tooBig, failed, broken: 0, about }];
    }
    case 'react':
      return [what];
    case 'answer-press': {
      const toast = what.toast && truncate(render(what.toast, reader), limits.maxToast).text;
      const answer = { kind: 'answer-press' as const, press: what.press, toast };
      return what.spent === undefined ? [answer] : [answer, { kind: 'remove-buttons', message: what.spent }];
    }
  }
}

const labelled = (rows: readonly (readonly Button[])[], reader: Reader) =>
  rows.map((row) => row.map(({ label, token, url }) => ({ label: renderLabel(label, reader), token, url })));

function tooBigToShow({ name, size }: FileDelivery['file'], issue: FileDelivery['issue'], messenger: string): Phrase {
  const { title, label, url } = issue ?? {};
  return phrase('file.tooBigToShow', { name, megabytes: Math.ceil(size / MEGABYTE), messenger, title, label, url });
}
