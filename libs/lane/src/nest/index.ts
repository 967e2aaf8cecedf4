export * from './lane-server.js';
