import { afterAll, beforeAll, describe } from '@jest/globals';
import type { MessengerPlugin } from '../adapter.js';
import type { MessengerHarness } from './harness.js';
import { editingPromises } from './promises/editing.js';
import { filePromises } from './promises/files.js';
import { receivingPromises } from './promises/receiving.js';
import { refusalPromises } from './promises/refusals.js';
import { sendingPromises } from './promises/sending.js';
import { webhookPromises } from './promises/webhook.js';
import { settingFor, type Setting } from './setting.js';

/** Every promise of the messenger contract. The cases need no order; each brings its own person. */
export function describeMessenger<C>(plugin: MessengerPlugin<C>, harness: MessengerHarness): void {
  describe(`messenger ${plugin.id}`, () => {
    let made: Setting | undefined;
    beforeAll(async () => {
      made = settingFor(plugin, await harness.start());
    });
    afterAll(async () => {
      await made?.adapter.close();
      await made?.stop();
    });
    const setting = () => {
      if (!made) throw new Error('The messenger under test did not start.');
      return made;
    };

    describe('receiving', () => receivingPromises(setting));
    describe('sending', () => sendingPromises(setting));
    describe('editing, reacting and answering presses', () => editingPromises(setting));
    describe('sending files', () => filePromises(setting));
    describe('refusals and lost answers', () => refusalPromises(setting));
    if (harness.parts.includes('webhook')) describe('webhook', () => webhookPromises(setting));
  });
}
