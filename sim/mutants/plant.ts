/**
 * Plants the mistake that RELAYDESK_MUTANT names, in this process alone: the files it is about are read with it, and the tree
 * stays as it is. Comes before `tools/source/register.mjs`, which makes what is read here run.
 */
import { registerHooks } from 'node:module';
import { planted } from './catalogue.ts';
import { plantIn } from './patch.ts';

const mutant = planted();
const root = new URL('../../', import.meta.url).href;
const touched = new Set(mutant.hunks.map(({ file }) => root + file));

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!touched.has(url)) return loaded;
    return { ...loaded, source: plantIn(url.slice(root.length), String(loaded.source), mutant) };
  },
});
