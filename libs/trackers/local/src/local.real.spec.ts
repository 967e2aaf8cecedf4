import { describeTracker } from '#ports/tracker-conformance';
import { postgres } from '#testkit/parts';
import { localTracker } from './adapter/local-tracker.js';
import { localHarness } from './conformance/local-harness.js';

const { url } = await postgres();

describeTracker(localTracker, localHarness(url));
