/** What the guide watches for. */
export type Done = 'written' | 'issue-made' | 'answered' | 'replied';

export type GuideStep = { done: Done; title: string; hint: string };

export const STEPS: readonly GuideStep[] = [
  { done: 'written', title: 'Write as Anna', hint: 'Say what is wrong, as you would in any chat.' },
  { done: 'issue-made', title: 'Make it an issue', hint: 'Press New issue in the chat, then Create.' },
  { done: 'answered', title: 'Answer as Boris', hint: 'Comment on the issue, on the right.' },
  {
    done: 'replied',
    title: 'Reply to the answer',
    hint: 'Answer the bot’s message: swipe, double-click or the arrow beside it.',
  },
];

/** The number of steps done, after this: steps are done in their order, and what comes early counts when its turn has come. */
export const advance = (stepsDone: number, done: Done): number =>
  STEPS[stepsDone]?.done === done ? stepsDone + 1 : stepsDone;
