import { LineCounter, parseDocument, visit } from 'yaml';

/** Tells the line and what is amiss there, and repeats nothing of it: it may be a secret. */
export class NoYaml extends Error {
  override readonly name = 'NoYaml';
}

/**
 * YAML in which everything means what it says. The parser's own words quote the file, and some of them it says by itself, on
 * stderr: that what begins with `!` (a tag) or `*` (an alias) is none it knows, and that it left it out.
 */
export function parseYaml(text: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { logLevel: 'error', lineCounter: lines });
  const [error] = document.errors;
  if (error) throw new NoYaml(`line ${error.linePos?.[0].line ?? '?'} is no YAML (${error.code})`);
  const [warning] = document.warnings;
  if (warning) throw unquoted(warning.linePos?.[0].line);
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document)) throw unquoted(lines.linePos(alias.range?.[0] ?? 0).line);
    },
  });
  return document.toJS();
}

const unquoted = (line: number | undefined) =>
  new NoYaml(`line ${line ?? '?'}: what begins with !, * or % has to be in quotes (for example '!abc')`);
