// breaks: relaydesk(boundaries) pure code does no I/O: node:http
export { get } from 'node:http';
