export { DESK_VARIABLES, VARIABLE_NAMES, VARIABLES, type Environment } from './from-environment.js';
export { exampleOf, jsonSchemaOf, type JsonSchema } from './json-schema.js';
export type { Plugs } from './parse-plugs.js';
export {
  ConfigError,
  fileWithDesks,
  readConfig,
  type ChannelConfig,
  type Config,
  type DeskConfig,
} from './read-config.js';
export { onOneMachine } from './on-one-machine.js';
export { ConfigFile } from './schema.js';
