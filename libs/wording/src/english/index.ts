import { buttons } from './buttons.js';
import { dialog } from './dialog.js';
import { linking } from './linking.js';
import { news } from './news.js';
import { outcomes } from './outcomes.js';

/** English, the source: its keys and places are what every other language must have. */
export const english = { ...linking, ...dialog, ...outcomes, ...news, ...buttons };
