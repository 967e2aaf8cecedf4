import { Cursor, Remark } from '#dead-letters';

/** Who somebody is, or why they do something, as it is kept with letters. Throws a sentence where it cannot be. */
export function remarkOf(option: '--by' | '--why', text: string, example: string): string {
  const remark = Remark.safeParse(text);
  if (!remark.success) throw new Error(`${option} takes 1 to 500 characters. For example: ${option} ${example}`);
  return remark.data;
}

/** Where a page ended. Throws a sentence where it is none. */
export function cursorOf(text: string): string {
  if (!Cursor.safeParse(text).success)
    throw new Error('--after is not where a page ended. For example: --after 1763717400000-42');
  return text;
}
