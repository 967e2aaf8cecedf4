import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ANNAS_LINK } from '../rehearsal/desk.js';
import { occurrence } from '../rehearsal/occurrences.js';
import { RandomChat } from '../rehearsal/random-chat.js';
import { Rehearsal } from '../rehearsal/rehearsal.js';

const PEOPLE = {
  'a linked person': { links: [ANNAS_LINK] },
  'a person asked for a link': { links: [] },
  'a person nobody needs to know': { links: [], options: { unknownPeople: 'allow' as const } },
};
const numRuns = Number(process.env['RELAYDESK_MODEL_SEEDS'] ?? 20);
const occurrences = fc.array(occurrence, { maxLength: 60, size: 'max' });

describe.each(Object.entries(PEOPLE))('whatever happens to %s', (_who, given) => {
  it('no word is lost or doubled, and every press is answered once', async () => {
    const whatever = fc.asyncProperty(occurrences, async (all) => {
      const random = new RandomChat(new Rehearsal(given));
      for (const one of all) {
        await random.happen(one);
        expectNoWordLost(random);
      }
      expectNoWordDoubled(random);
      for (const answers of random.chat.screen.answers.values()) expect(answers).toHaveLength(1);
    });
    await fc.assert(whatever, { numRuns });
  });
});

function expectNoWordDoubled({ chat, words, settled }: RandomChat): void {
  const saved = chat.sent.filter(({ id }) => settled.get(id)?.kind === 'confirmed').map(({ action }) => action);
  const texts = saved.flatMap((action) => ('words' in action ? [action.words.text.text] : []));
  for (const word of words.values()) expect(texts.filter((text) => text.includes(word)).length).toBeLessThanOrEqual(1);
}

/** What is said of a message that is in no draft. */
const NOT_TAKEN = /did not take|write them again/;

/** The conservation of words: in at most one dialog; if in none, saved, or told. */
function expectNoWordLost({ chat, words, answers, settled, dropped, dialogs }: RandomChat): void {
  const drafts = dialogs().flatMap(({ parts }) => parts.map(({ text, message }) => ({ text: text.text, message })));
  for (const [message, word] of words) {
    const places = drafts.filter((part) => part.message === message).length;
    expect([word, places]).toEqual([word, Math.min(places, 1)]);
    if (places === 1 || answers.has(word)) continue;
    const saved = chat.sent.some(
      ({ id, action }) =>
        settled.get(id)?.kind === 'confirmed' && 'words' in action && action.words.text.text.includes(word),
    );
    const told = dropped.has(message) || NOT_TAKEN.test(chat.screen.told.get(message) ?? '');
    expect([word, saved || told]).toEqual([word, true]);
  }
}
