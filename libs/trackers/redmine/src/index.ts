export { RedmineConfig } from './config.js';
export { redmine } from './plugin.js';
