import fc from 'fast-check';
import { Mark, type RichText } from '#contracts';

const words = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.string({ unit: fc.constantFrom(...'abcdefghij'), minLength: 1, maxLength: 9 }) },
    { weight: 2, arbitrary: fc.constantFrom(' ', '\n', '\n\n', '. ', '! ', '  indented\n') },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constantFrom('👩‍👩‍👧‍👦', '🇩🇪', '😀', 'é', 'й') },
  ),
  { maxLength: 60 },
);

/** Where a mark may begin or end: not inside a surrogate pair. */
const isWhole = (text: string, at: number) => text.slice(0, at).isWellFormed() || !text.isWellFormed();

/** A text of words, breaks and emoji with marks that nest and do not cross. */
export const richText: fc.Arbitrary<RichText> = words.chain((parts) => {
  const text = parts.join('').toWellFormed();
  const edge = fc.nat(text.length).filter((at) => isWhole(text, at));
  const edges = fc.array(edge, { maxLength: 8 }).map((some) => [...new Set(some)].toSorted((a, b) => a - b));
  return fc
    .record({ edges, kinds: fc.array(fc.constantFrom(...Mark.shape.kind.options), { minLength: 4 }) })
    .map(({ edges: sorted, kinds }) => {
      const marks = kinds.flatMap((kind, depth) => {
        const [start, end] = [sorted[depth], sorted.at(-1 - depth)];
        return start !== undefined && end !== undefined && start < end ? [{ kind, start, end }] : [];
      });
      return { text, marks };
    });
});

export const markKindsAt = (rich: RichText, at: number) =>
  rich.marks.filter(({ start, end }) => start <= at && at < end).map(({ kind }) => kind);
