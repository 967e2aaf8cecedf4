/** Some end what they say with it; a tracker may drop it, and so nothing here goes by it. */
const SMILEY = ' 🙂';

export const smiling = (text: string): string => `${text}${SMILEY}`;

export const withoutSmileys = (text: string): string => text.replaceAll(SMILEY, '');
