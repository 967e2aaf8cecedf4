/**
 * Lets Node run the TypeScript sources as they stand: `node --import ./tools/source/register.mjs some/file.ts`.
 * `#names` resolve to sources, `./x.js` to the `./x.ts` beside it, and swc takes the types away (decorators work).
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const root = new URL('../../', import.meta.url).href;
const isOurs = (url) => url?.startsWith(root) && !url.includes('/node_modules/') && !url.includes('/dist/');
const swcrc = JSON.parse(readFileSync(new URL('.swcrc', root), 'utf8'));

registerHooks({
  resolve(specifier, context, next) {
    const withSource = { ...context, conditions: ['source', ...(context.conditions ?? [])] };
    if (!specifier.startsWith('.') || !specifier.endsWith('.js') || !isOurs(context.parentURL)) {
      return next(specifier, withSource);
    }
    try {
      return next(specifier.replace(/\.js$/, '.ts'), withSource);
    } catch {
      return next(specifier, withSource);
    }
  },
  load(url, context, next) {
    if (!url.endsWith('.ts') || !isOurs(url)) return next(url, context);
    const filename = fileURLToPath(url);
    const { source } = next(url, { ...context, format: 'module' });
    const { code } = transformSync(String(source), {
      jsc: swcrc.jsc,
      module: swcrc.module,
      sourceMaps: 'inline',
      swcrc: false,
      filename,
    });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
