import { describe, expect, it } from '@jest/globals';
import { commented, created, found, issue, options, refused, waiting } from '../rehearsal/answers.js';
import { Rehearsal, file } from '../rehearsal/rehearsal.js';

const SLOW = issue(4312, 'Shop is slow');
const BROKEN = issue(4318, 'The shop answers 502 since this morning');

type Line =
  | { write: string; files?: string[] }
  | { bot: string }
  | { press: string }
  | { tracker: Parameters<Rehearsal['answer']>[0] }
  | { shows: string }
  | { says: string };

/** Whole conversations: what happens, and what the chat then shows in its one message (or says in another). */
const CONVERSATIONS: Record<string, Line[]> = {
  'words become an issue, and a second thought joins them before they do': [
    { write: 'The shop answers 502 since this morning.' },
    { shows: 'Where does this belong?\n💬 «The shop answers 502 since this morning.»' },
    { write: 'See the log', files: ['log.txt'] },
    { shows: 'Where does this belong?\n💬 «The shop answers 502 since this morning. See the log» 📎 1 file' },
    { press: 'New issue' },
    { tracker: options },
    {
      shows:
        '📝 The shop answers 502 since this morning\nWeb shop · Support · Normal priority\n💬 «The shop answers 502 since this morning. See the log» 📎 1 file',
    },
    { press: 'Create' },
    { tracker: created(BROKEN) },
    {
      shows:
        '✅ The shop answers 502 since this morning — created as #4318\nWeb shop · New · Normal\nReply to this message to add to it.',
    },
  ],
  'words go to an issue that is searched for': [
    { write: 'It is slow again' },
    { press: 'Choose an issue' },
    { tracker: found([BROKEN]) },
    { write: 'slow' },
    { shows: 'Which issue? Found for «slow»:\nLooking…' },
    { tracker: found([SLOW]) },
    {
      shows:
        'Which issue? Found for «slow»:\nShop is slow #4312 · New\nWrite a word to search for, or the number of an issue.',
    },
    { press: '#4312 Shop is slow' },
    { shows: 'Adding to Shop is slow #4312…' },
    { tracker: waiting },
    {
      shows: '⏳ Kept for #4312. Redmine does not answer right now. I add this as soon as it does, and tell you.',
    },
    { tracker: commented(SLOW) },
    { shows: '✅ Your words of 00:16 are on #4312 now.' },
  ],
  'a refusal is taken elsewhere': [
    { write: 'It is slow again' },
    { press: 'Choose an issue' },
    { tracker: found([SLOW, BROKEN]) },
    { press: '#4312 Shop is slow' },
    { tracker: refused('You may not add notes to this issue') },
    {
      shows:
        'Not saved. Redmine: “You may not add notes to this issue”\nYour text is kept here:\nWhere does this belong?\n💬 «It is slow again»',
    },
    { press: 'Choose another issue' },
    { tracker: found([BROKEN]) },
    { press: '#4318 The shop answers…' },
    { tracker: commented(BROKEN) },
    { shows: '✅ Added to The shop answers 502 since this morning #4318' },
  ],
  'a change of mind loses nothing': [
    { write: 'Never mind' },
    { press: 'Drop it' },
    { shows: 'Dropped. Nothing was sent.\n💬 «Never mind»' },
    { press: 'Bring it back' },
    { press: 'New issue' },
    { bot: 'cancel' },
    { shows: 'Dropped. Nothing was sent.\n💬 «Never mind»' },
    { bot: 'cancel' },
    { says: 'There is nothing to put away.' },
  ],
};

describe.each(Object.entries(CONVERSATIONS))('%s', (_what, lines) => {
  it('as the chat shows it', async () => {
    const chat = new Rehearsal();
    for (const line of lines) await play(chat, line);
    expect(chat.screen.slots.size).toBe(1);
  });
});

async function play(chat: Rehearsal, line: Line): Promise<void> {
  if ('write' in line) {
    await chat.write(line.write, { files: (line.files ?? []).map(file) });
    await chat.wait(1_000);
  } else if ('bot' in line) await chat.bot(line.bot);
  else if ('press' in line) expect(await chat.press(line.press)).toBeUndefined();
  else if ('tracker' in line) await chat.answer(line.tracker);
  else if ('shows' in line) expect(chat.text()).toBe(line.shows);
  else expect(chat.screen.said.at(-1)).toBe(line.says);
}
