import { describe, expect, it } from '@jest/globals';
import { created, issue, options } from '../rehearsal/answers.js';
import { Rehearsal } from '../rehearsal/rehearsal.js';

describe('a new issue', () => {
  it('is asked about once the words are whole, and one tap accepts everything proposed', async () => {
    const chat = new Rehearsal();
    await chat.write('The shop answers 502 since this morning. See the log.');
    await chat.wait(1_000);
    expect(chat.text()).toBe('Where does this belong?\n💬 «The shop answers 502 since this morning. See the log.»');
    expect(chat.labels()).toEqual([['Choose an issue', 'New issue'], ['Drop it']]);

    await chat.press('New issue');
    await chat.answer(options);
    expect(chat.text()).toBe(
      '📝 The shop answers 502 since this morning\nWeb shop · Support · Normal priority\n💬 «The shop answers 502 since this morning. See the log.»',
    );
    expect(chat.labels()).toEqual([['Create'], ['Subject', 'Project'], ['Type', 'Priority'], ['Back']]);

    await chat.press('Create');
    expect(chat.text()).toBe('Creating The shop answers 502 since this morning…');
    expect(chat.sent.at(-1)?.action).toMatchObject({
      kind: 'create',
      subject: 'The shop answers 502 since this morning',
      project: 'shop',
      issueType: '3',
      priority: '2',
    });

    await chat.answer(created(issue(4318, 'The shop answers 502 since this morning')));
    expect(chat.text()).toBe(
      '✅ The shop answers 502 since this morning — created as #4318\nWeb shop · New · Normal\nReply to this message to add to it.',
    );
    expect(chat.session()?.dialogs).toEqual([]);
  });

  it('cannot be created before there is a project to accept', async () => {
    const chat = new Rehearsal({ options: { defaultProject: undefined } });
    await chat.write('The shop answers 502');
    await chat.wait(1_000);
    await chat.press('New issue');
    expect(chat.labels()).toEqual([['Subject'], ['Back']]);

    await chat.answer(options);
    expect(chat.labels()).toContainEqual(['Create']);
  });
});
