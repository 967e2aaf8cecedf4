import { describe, expect, it } from '@jest/globals';
import { file, say } from './rehearsal/showing.js';
import { createStage, texts } from './rehearsal/stage.js';

describe('the files of a notifier', () => {
  it('lets a chat go on while the tracker does not give a file, and brings the file once it does', async () => {
    const stage = createStage();
    stage.start();
    const anna = stage.person('Anna');
    await stage.deliver(anna, file('graph'));
    await stage.deliver(anna, say('Meanwhile'));
    await stage.clock.run(() => texts(anna).length === 1);
    expect(texts(anna)).toEqual(['💬 Meanwhile']);
    stage.outside.files.set('graph', 'bytes');
    await stage.settled();
    const last = anna.screen().at(-1);
    expect(last?.text).toBe('💬 See this');
    expect((await last?.files[0]?.read())?.toString()).toBe('bytes');
  });

  it('says so in its place where a file is too big for the messenger', async () => {
    const stage = createStage();
    stage.start();
    const anna = stage.person('Anna');
    await stage.deliver(anna, file('dump', 60 * 1024 * 1024));
    await stage.deliver(anna, say('Later'));
    await stage.settled();
    expect(texts(anna)).toEqual(['💬 See this\n📎 dump.log (60 MB) is too big for Memory.', '💬 Later']);
  });
});
