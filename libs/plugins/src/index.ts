export { channelCredentials, type Credential, trackerCredentials } from './credentials.js';
export { openDesks, type Desk, type Desks } from './open-desks.js';
export { messengers, trackers } from './registry.js';
