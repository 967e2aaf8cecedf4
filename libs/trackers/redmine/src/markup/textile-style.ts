/** A line's style: its name, and where in the line its dot stands. */
export type TextileStyle = { name: string; dot: number };

const NAME = /^(?:h[1-6]|bq|p|pre|fn\d{1,9}|table|notextile)(?![a-z\d])/;
/** A class or an id, a style sheet, a language, or where things stand (Redmine: lib/redcloth3.rb). */
const ATTRIBUTE = /\([^")]{1,200}\)|\{[^"}]{1,200}\}|\[[a-z_-]{1,40}\]|[<>=()^~-]/y;

/** What a line begins with, if it is what Textile takes for a style: `h1.`, `bq(note).`, `p=.`, `p{color:red}.`, `fn2.` */
export function textileStyle(line: string): TextileStyle | undefined {
  const [name] = NAME.exec(line) ?? [];
  if (name === undefined) return undefined;
  ATTRIBUTE.lastIndex = name.length;
  let dot = name.length;
  while (ATTRIBUTE.test(line)) dot = ATTRIBUTE.lastIndex;
  return line[dot] === '.' ? { name, dot } : undefined;
}
