// breaks: relaydesk(boundaries) pure code does no I/O
export { readFileSync } from 'node:fs';
