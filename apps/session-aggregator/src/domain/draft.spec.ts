import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '#contracts';
import { created, issue, noAnswer, options } from '../rehearsal/answers.js';
import { Rehearsal, file } from '../rehearsal/rehearsal.js';

async function drafting() {
  const chat = new Rehearsal();
  await chat.write('The shop is slow');
  await chat.wait(1_000);
  await chat.press('New issue');
  return chat;
}

describe('the draft of a new issue', () => {
  it('can be created before the tracker has said what may be chosen', async () => {
    const chat = await drafting();
    expect(chat.text()).toContain('Web shop\nOne moment…');
    const create = chat.screen.last?.buttons[0]?.[0]?.token ?? '';
    await chat.answer(options);
    expect(await chat.pressToken(create)).toBeUndefined();
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'create', project: 'shop' });
  });

  it('can be created when the tracker does not say at all', async () => {
    const chat = await drafting();
    await chat.answer(noAnswer);
    expect(chat.text()).toContain('⏳ Redmine does not answer right now. You can create it as it stands.');
    await chat.press('Create');
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'create', subject: 'The shop is slow', project: 'shop' });
  });

  it('takes its subject by typing', async () => {
    const chat = await drafting();
    await chat.answer(options);
    await chat.press('Subject');
    expect(chat.text()).toContain('What shall it be called?');
    await chat.write('Slow shop');
    expect(chat.text()).toContain('📝 Slow shop');
    await chat.press('Create');
    expect(chat.sent.at(-1)?.action).toMatchObject({
      subject: 'Slow shop',
      words: { text: { text: 'The shop is slow' } },
    });
  });

  it('takes a file, or a text of several lines, as a part and not as the subject', async () => {
    const chat = await drafting();
    await chat.press('Subject');
    await chat.write('log', { files: [file('log.txt')] });
    await chat.write('It began\nthis morning');
    expect(chat.text()).toBe(
      'What shall it be called? Write one line.\n💬 «The shop is slow log It began this morning» 📎 1 file',
    );
    await chat.press('Back');
    expect(chat.text()).toContain('📝 The shop is slow');
  });

  it('lets issue type and priority be picked, with the present one marked', async () => {
    const chat = await drafting();
    await chat.answer(options);
    await chat.press('Type');
    expect(chat.labels()).toEqual([['✓ Support'], ['Bug'], ['Back']]);
    await chat.press('Bug');
    await chat.press('Priority');
    await chat.press('Low');
    expect(chat.text()).toContain('Web shop · Bug · Low priority');
    await chat.press('Create');
    expect(chat.sent.at(-1)?.action).toMatchObject({ issueType: '1', priority: '1' });
  });

  it('asks again what may be chosen when its project is another one', async () => {
    const chat = await drafting();
    await chat.answer(options);
    await chat.press('Project');
    await chat.press('Operations');
    expect(chat.sent.at(-1)?.action).toEqual({ kind: 'issue-options', project: 'ops' });
    await chat.answer(options);
    expect(chat.text()).toContain('Operations · Support · Normal priority');
  });

  it('pages through many projects', async () => {
    const chat = await drafting();
    const projects = Array.from({ length: 7 }, (_, at) => ({ id: `p${at}`, name: `Project ${at}` }));
    await chat.answer({
      kind: 'confirmed',
      result: { kind: 'options', projects, issueTypes: [], priorities: [] },
      dropped: [],
    });
    await chat.answer({
      kind: 'confirmed',
      result: { kind: 'options', projects, issueTypes: [], priorities: [] },
      dropped: [],
    });
    await chat.press('Project');
    await chat.press('›');
    expect(chat.labels()).toEqual([['Project 5'], ['Project 6'], ['‹', '2 of 2'], ['Back']]);
    await chat.press('Project 6');
    expect(chat.text()).toContain('Project 6');
  });

  it('does not ask for ever when the tracker offers other projects every time', async () => {
    const chat = await drafting();
    const other = (id: string): Outcome => ({
      kind: 'confirmed',
      result: { kind: 'options', projects: [{ id, name: id }], issueTypes: [], priorities: [] },
      dropped: [],
    });
    await chat.answer(other('one'));
    await chat.answer(other('two'));
    expect(chat.sentOf('issue-options')).toHaveLength(2);
  });

  it('proposes the project of the issue before', async () => {
    const chat = await drafting();
    await chat.answer(options);
    await chat.press('Project');
    await chat.press('Operations');
    await chat.press('Create');
    await chat.answer(created(issue(1, 'The shop is slow')));
    await chat.write('Another thing');
    await chat.wait(1_000);
    await chat.press('New issue');
    expect(chat.sent.at(-1)?.action).toEqual({ kind: 'issue-options', project: 'ops' });
  });

  it('keeps what was changed when the person goes back and comes again', async () => {
    const chat = await drafting();
    await chat.answer(options);
    await chat.press('Subject');
    await chat.write('Slow shop');
    await chat.press('Back');
    await chat.press('New issue');
    expect(chat.text()).toContain('📝 Slow shop');
  });
});
