import type { TrackerPlugin } from '#ports/tracker';
import { redmineAdapter } from './adapter.js';
import { RedmineConfig } from './config.js';
import { redmineMarkup } from './markup/redmine-markup.js';

/** Redmine 4.2 to 7.0, over its REST interface. */
export const redmine: TrackerPlugin<RedmineConfig> = {
  id: 'redmine',
  configSchema: RedmineConfig,
  create: redmineAdapter,
  markup: redmineMarkup,
};
