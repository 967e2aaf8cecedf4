import type { Mark, RichText } from '#contracts';

type Meaning = Pick<Mark, 'kind' | 'value'>;
type Piece = { text: string; opened?: Meaning; closes?: Piece };

/**
 * A line as it is read from left to right: words, and signs that may turn out to be marks. A sign that never finds its
 * partner stays the words it is. Every sign is pushed and popped once, so reading is linear in the line.
 */
export type InlinePieces = {
  words(text: string): void;
  /** A sign that opens, should its partner come; `sign` names what the partner must match. */
  open(sign: string, text: string): void;
  /** Closes the nearest open sign of that name, and with it forgets those opened inside; false if there is none. */
  close(sign: string, meaning: Meaning): boolean;
  /** Marked words that nothing else is looked for in. */
  marked(text: string, meaning: Meaning): void;
  done(): RichText;
};

export function inlinePieces(): InlinePieces {
  const pieces: Piece[] = [];
  const open: { sign: string; piece: Piece }[] = [];
  const waiting = new Map<string, number>();
  const count = (sign: string, by: number) => waiting.set(sign, (waiting.get(sign) ?? 0) + by);
  const begin = (sign: string, text: string) => {
    const piece = { text };
    pieces.push(piece);
    open.push({ sign, piece });
    count(sign, 1);
  };
  const close = (sign: string, meaning: Meaning) => {
    // Nothing between two signs: they are only themselves.
    const last = open.at(-1);
    if (!waiting.get(sign) || (last?.sign === sign && last.piece === pieces.at(-1))) return false;
    for (let top = open.pop(); top; top = open.pop()) {
      count(top.sign, -1);
      if (top.sign !== sign) continue;
      top.piece.text = '';
      top.piece.opened = meaning;
      pieces.push({ text: '', closes: top.piece });
      break;
    }
    return true;
  };
  return {
    words: (text) => void pieces.push({ text }),
    open: begin,
    close,
    marked(text, meaning) {
      begin('marked', '');
      pieces.push({ text });
      close('marked', meaning);
    },
    done: () => joined(pieces),
  };
}

function joined(pieces: readonly Piece[]): RichText {
  const starts = new Map<Piece, number>();
  const marks: Mark[] = [];
  let text = '';
  for (const piece of pieces) {
    text += piece.text;
    if (piece.opened) starts.set(piece, text.length);
    const start = piece.closes && starts.get(piece.closes);
    if (piece.closes?.opened && start !== undefined && text.length > start) {
      marks.push({ ...piece.closes.opened, start, end: text.length });
      text += besideWords(piece.closes.opened, text.slice(start));
    }
  }
  // Closed from the inside out; of two marks over the same words the outer is named first.
  return { text, marks: marks.toReversed() };
}

/** A mail address, a bare host name or `ftp:`, which messengers open no links to. */
const UNOPENED = /^(?:mailto:|ftp:|https?:\/\/(?:[^/?#@]*@)?[^/?#@.:[]+(?:[:/?#]|$))/i;

/** What of a link is to be shown behind its words, so that it is not lost with the link. */
function besideWords({ kind, value = '' }: Meaning, words: string): string {
  if (kind !== 'link' || !UNOPENED.test(value)) return '';
  const address = value.replace(/^mailto:/i, '');
  return words.includes(address) ? '' : ` (${address})`;
}
