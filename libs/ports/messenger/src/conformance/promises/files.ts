import { Readable } from 'node:stream';
import { expect, it } from '@jest/globals';
import { plain } from '#contracts';
import type { OutgoingFile } from '../../adapter.js';
import { errorOf, sending, shownTo, type Setting } from '../setting.js';

export function filePromises(setting: () => Setting): void {
  const newChat = () => {
    const anna = setting().newPerson('Anna');
    anna.say('hello');
    return { ...setting(), anna };
  };
  const bytes = Buffer.from('line\n'.repeat(50_000));
  const log = (rest: Partial<OutgoingFile> = {}): OutgoingFile => ({
    name: 'server.log',
    mime: 'text/plain',
    size: bytes.length,
    open: async () => Readable.from([bytes.subarray(0, 100_000), bytes.subarray(100_000)]),
    ...rest,
  });

  it('streams a file into a chat with its name, bytes and caption', async () => {
    const { adapter, anna } = newChat();
    const caption = { text: 'The shop is slow', marks: [{ kind: 'bold' as const, start: 4, end: 8 }] };
    const id = await adapter.sendFile(sending(), anna.chat, log({ caption }));
    const [shown] = shownTo(anna);
    expect(shown).toMatchObject({ id, text: caption.text, marks: caption.marks, files: [{ name: 'server.log' }] });
    expect((await shown?.files[0]?.read())?.equals(bytes)).toBe(true);
  });

  it('takes any name a file may have', async () => {
    const { adapter, anna } = newChat();
    await adapter.sendFile(sending(), anna.chat, log({ name: 'отчёт "final";\r\nX-Header: 1.log' }));
    expect(shownTo(anna)[0]?.files[0]?.name).toMatch(/^отчёт .final.*\.log$/s);
  });

  it('refuses a file over its limit before it opens it', async () => {
    const { adapter, anna } = newChat();
    let opened = false;
    const open = async () => ((opened = true), Readable.from([]));
    const size = adapter.capabilities.maxUpload + 1;
    expect(await errorOf(adapter.sendFile(sending(), anna.chat, log({ size, open })))).toMatchObject({
      kind: 'rejected',
    });
    expect([opened, shownTo(anna)]).toEqual([false, []]);
  });

  it('shows nothing of a file that breaks off at its source, and lets go of it', async () => {
    const { adapter, anna } = newChat();
    const source = Readable.from(
      (async function* () {
        yield bytes.subarray(0, 100_000);
        throw new Error('the tracker went away');
      })(),
    );
    const open = async () => source;
    const error = await errorOf(adapter.sendFile(sending(), anna.chat, log({ open, caption: plain('secret') })));
    expect(error.kind).toBe('unavailable');
    expect([source.destroyed, shownTo(anna)]).toEqual([true, []]);
  });
}
