import { startSimulator } from '../start-simulator.js';

/** A simulator in a process of its own, so that a test can kill it: prints its address as a line of its own. */
const simulator = await startSimulator({ folder: process.argv[2] });
process.stdout.write(`${simulator.url}\n`);
