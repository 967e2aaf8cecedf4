#!/usr/bin/env node
/** Finds a Node that is new enough, sees to it that `dist` is built, and hands over to the command line in `apps/cli`. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setSourceMapsSupport } from 'node:module';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Runs this command again under that Node. Ctrl-C at a terminal reaches the child by itself; other signals are passed on. */
function runAgain(node) {
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 1 : code;
  });
}

async function start() {
  // An image carries what was built and not the tools to build it.
  const build = here('../tools/build/build.mjs');
  if (existsSync(build)) await (await import('../tools/build/build.mjs')).buildApart();
  setSourceMapsSupport(true);
  await import('../dist/apps/cli/src/main.js');
}

const own = here('../node_modules/node/bin/node');
if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  void start();
} else if (existsSync(own)) {
  runAgain(own);
} else {
  console.error(
    `Relaydesk needs Node ${NEEDED} or newer; this is ${process.versions.node}. "npm ci" brings one along.`,
  );
  process.exitCode = 1;
}
