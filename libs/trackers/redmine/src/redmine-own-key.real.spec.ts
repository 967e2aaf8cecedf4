import { afterAll } from '@jest/globals';
import { describeTracker } from '#ports/tracker-conformance';
import { redmineHarness } from './conformance/redmine-harness.js';
import { redmineOfOurOwn } from './conformance/redmine-of-our-own.js';
import { redmine } from './plugin.js';

const { part, stop } = await redmineOfOurOwn();
afterAll(stop);

/** The same promises where everyone acts with an API key of their own. */
describeTracker(redmine, redmineHarness(part, 'own-key'));
