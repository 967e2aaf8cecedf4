import { buttons } from './buttons.js';
import { dialog } from './dialog.js';
import { linking } from './linking.js';
import { news } from './news.js';
import { outcomes } from './outcomes.js';

export const russian = { ...linking, ...dialog, ...outcomes, ...news, ...buttons };
