export type { Environment } from './from-environment.js';
export { ConfigError, readConfig, type ChannelConfig, type Config, type DeskConfig } from './read-config.js';
export { ConfigFile } from './schema.js';
