/** Says that it runs, then that it was asked to end; takes its time over that, and says that it has ended. */
import { setTimeout as wallTime } from 'node:timers/promises';
import { untilAskedToEnd } from '../until-asked-to-end.js';

/** Longer than it takes to see that npm is gone. */
const ENDING_MS = 2_500;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const { asked } = untilAskedToEnd(process.env);
const running = setInterval(() => undefined, 60_000);
say('running');
await asked;
say('asked');
await wallTime(ENDING_MS);
say('ended');
clearInterval(running);
