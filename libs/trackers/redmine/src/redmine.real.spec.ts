import { describeTracker } from '#ports/tracker-conformance';
import { redmine as startedRedmine } from '#testkit/parts';
import { redmineHarness } from './conformance/redmine-harness.js';
import { redmine } from './plugin.js';

describeTracker(redmine, redmineHarness(await startedRedmine()));
