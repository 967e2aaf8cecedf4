import { afterEach, beforeEach, describe } from '@jest/globals';
import type { Log } from '../log.js';
import type { LogHarness } from './harness.js';
import { publishingPromises } from './publishing.js';
import { readingPromises } from './reading.js';
import { positionPromises } from './positions.js';

/** What a promise is tried on: opened logs are closed after it. */
export type Opened = { open(): Promise<Log> };

/** The promises every `Log` keeps, each tried on an empty log of its own. */
export function describeLog(name: string, makeHarness: () => Promise<LogHarness>): void {
  describe(`the log ${name}`, () => {
    let harness: LogHarness;
    let logs: Log[];

    beforeEach(async () => {
      harness = await makeHarness();
      logs = [];
    });
    afterEach(async () => {
      await Promise.all(logs.map((log) => log.close()));
      await harness.dispose();
    });

    const opened: Opened = {
      async open() {
        const log = await harness.open();
        logs.push(log);
        return log;
      },
    };
    publishingPromises(opened);
    readingPromises(opened);
    positionPromises(opened);
  });
}
