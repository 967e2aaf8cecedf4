import { afterAll, afterEach, beforeAll, describe } from '@jest/globals';
import type { TrackerPlugin } from '../adapter.js';
import type { TrackerHarness } from './harness.js';
import { accessPromises } from './promises/access.js';
import { changePromises } from './promises/changes.js';
import { commentPromises } from './promises/comments.js';
import { creationPromises } from './promises/creation.js';
import { filePromises } from './promises/files.js';
import { identityPromises } from './promises/identity.js';
import { listingPromises } from './promises/listing.js';
import { lostAnswerPromises } from './promises/lost-answers.js';
import { privacyPromises } from './promises/privacy.js';
import { readingPromises } from './promises/reading.js';
import { refusalPromises } from './promises/refusals.js';
import { webhookPromises } from './promises/webhook.js';
import { settingFor, type Setting } from './setting.js';

/**
 * Every promise of the tracker contract, kept against a real server. Runs in a `.real.spec.ts` of the adapter; the cases
 * need no order and leave their issues behind.
 */
export function describeTracker<C>(plugin: TrackerPlugin<C>, harness: TrackerHarness): void {
  describe(`tracker ${plugin.id}`, () => {
    let made: Setting | undefined;
    beforeAll(async () => {
      made = settingFor(plugin, await harness.start());
    }, 300_000);
    afterEach(() => made?.faults.clear());
    afterAll(() => made?.stop());
    const setting = () => {
      if (!made) throw new Error('The tracker under test did not start.');
      return made;
    };

    describe('access', () => accessPromises(setting, plugin, harness.parts));
    describe('reading', () => readingPromises(setting));
    describe('listing', () => listingPromises(setting));
    describe('creating', () => creationPromises(setting));
    describe('commenting', () => commentPromises(setting));
    describe('lost answers', () => lostAnswerPromises(setting));
    describe('refusals', () => refusalPromises(setting));
    describe('changes', () => changePromises(setting));
    describe('privacy', () => privacyPromises(setting, harness.parts.includes('private-comments')));
    if (harness.parts.includes('files')) describe('files', () => filePromises(setting));
    if (harness.parts.includes('identity')) describe('identity', () => identityPromises(setting));
    if (harness.parts.includes('webhook')) describe('webhook', () => webhookPromises(setting));
  });
}
