import type { MemoryPerson } from '#messengers/memory';
import type { Said } from './put-in.js';
import { smiling } from './smile.js';

/** What many say. */
export const SAME = 'It is still broken.';

const MOST_IN_ALBUM = 3;

/** How somebody says something: mostly in words alone, sometimes with a file, or with an album of them. */
export const fashionOf = (dice: number): 'words' | 'file' | 'album' => {
  const drawn = (dice * 10_000) % 10;
  return drawn < 1 ? 'file' : drawn < 1.5 ? 'album' : 'words';
};

/** Says it, in as many messages as it takes: those of an album have words in the first. */
export function utter(
  chat: MemoryPerson,
  how: ReturnType<typeof fashionOf>,
  text: string,
  { replyTo, smiles }: { replyTo?: string | undefined; smiles: boolean },
): Said[] {
  if (how === 'words') return [{ message: chat.say(smiles ? smiling(text) : text, replyTo), text, files: [] }];
  const album = how === 'album' ? text : undefined;
  return Array.from({ length: album ? MOST_IN_ALBUM : 1 }, (_, i) => {
    const name = `${text.replaceAll(' ', '-')}-${i + 1}.log`;
    const caption = i === 0 ? text : '';
    const file = { name, mime: 'text/plain', bytes: Buffer.from(name), caption, replyTo, album };
    return { message: chat.sendFile(file), text: caption, files: [name] };
  });
}
