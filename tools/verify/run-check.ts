/** `node tools/verify/run-check.ts <name> <command…>`: runs a check and notes whether it passed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeResult } from './result.ts';

const [name = '', command = '', ...args] = process.argv.slice(2);
const [code] = (await once(spawn(command, args, { stdio: 'inherit' }), 'exit')) as [number | null];
const passed = code === 0;
await writeResult(name, { passed: passed ? 1 : 0, failed: passed ? 0 : 1 });
process.exitCode = passed ? 0 : 1;
