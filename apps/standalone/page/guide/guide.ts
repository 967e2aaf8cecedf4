import { button, icon, make } from '../make.js';
import { tell } from '../tell.js';
import { advance, STEPS, type Done } from './steps.js';

export type Guide = { element: HTMLElement; hear(done: Done): void };

const COMMAND = 'export TELEGRAM_BOT_TOKEN=…   # from @BotFather\nnpm start';

/** Four steps that are ticked off as they are done, then how to use one's own bot. May be dismissed, for good. */
export function createGuide(instance: string): Guide {
  const stored = `relaydesk.guide.${instance}`;
  let stepsDone = Number(localStorage.getItem(stored) ?? 0);
  const element = make('section', { class: 'guide', 'aria-label': 'Guide', 'aria-live': 'polite' });

  function keep(next: number): void {
    stepsDone = next;
    localStorage.setItem(stored, String(next));
    show();
  }
  function show(): void {
    element.hidden = stepsDone > STEPS.length;
    element.replaceChildren(
      ...(stepsDone < STEPS.length
        ? [stepList(), make('p', { class: 'hint muted' }, STEPS[stepsDone]?.hint ?? '')]
        : ownBot()),
      button(
        { class: 'round small', 'aria-label': 'Dismiss the guide', title: 'Dismiss' },
        () => keep(STEPS.length + 1),
        icon('close'),
      ),
    );
  }
  const stepList = (): HTMLElement =>
    make(
      'ol',
      { class: 'steps' },
      ...STEPS.map(({ title }, i) =>
        make(
          'li',
          { class: i < stepsDone ? 'done' : '', 'aria-current': i === stepsDone && 'step' },
          make('span', { class: 'step-number', 'aria-hidden': 'true' }, i < stepsDone ? icon('tick') : String(i + 1)),
          make('span', {}, title),
          i < stepsDone && make('span', { class: 'spoken' }, ' (done)'),
        ),
      ),
    );
  const ownBot = (): HTMLElement[] => [
    make('p', {}, make('strong', {}, 'Use your own bot: '), 'two lines.'),
    make('pre', { class: 'command' }, make('code', {}, COMMAND)),
    button(
      { class: 'quiet' },
      () => void navigator.clipboard.writeText(COMMAND).then(() => tell('Copied.'), tell),
      icon('copy'),
      'Copy',
    ),
  ];
  show();
  return {
    element,
    hear(done) {
      const next = advance(stepsDone, done);
      if (next !== stepsDone) keep(next);
    },
  };
}
