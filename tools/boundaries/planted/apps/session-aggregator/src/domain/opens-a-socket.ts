// breaks: relaydesk(boundaries) pure code does no I/O: node:net
export { connect } from 'node:net';
