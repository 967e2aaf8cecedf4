// breaks: relaydesk(boundaries) pure code does no I/O: node:fs
export { readFile } from 'node:fs/promises';
