/** The rule `relaydesk/boundaries` for oxlint: every way to import, static, dynamic or in a type, is asked about. */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { objection } from './boundaries.ts';

type Source = { type: string; value?: unknown };
type ImportNode = { source?: Source | null; importKind?: string; exportKind?: string; type: string };
type Context = { filename: string; report(finding: { node: object; message: string }): void };

const root = fileURLToPath(new URL('../../', import.meta.url));
/** A planted violation counts as the file it pretends to be. */
const pretended = (path: string) => path.replace(/^tools\/boundaries\/planted\//, '');

const boundaries = {
  create(context: Context) {
    const file = pretended(relative(root, context.filename).replaceAll('\\', '/'));
    const ask = (node: ImportNode) => {
      const specifier = node.source?.value;
      if (typeof specifier !== 'string') return;
      const typeOnly = node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type';
      const message = objection({ file, specifier, typeOnly });
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: ask,
      ImportExpression: ask,
      ExportAllDeclaration: ask,
      ExportNamedDeclaration: ask,
      TSImportType: ask,
    };
  },
};

export default { meta: { name: 'relaydesk' }, rules: { boundaries } };
