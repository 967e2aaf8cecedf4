import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import swc from '@swc/jest';
import { planted } from './catalogue.ts';
import { plantIn } from './patch.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const mutant = planted();
const plant = (source, path) => plantIn(relative(root, path), source, mutant);

/** The project's own transformer for Jest, of sources with the mistake in them. */
export default {
  createTransformer(options) {
    const own = swc.createTransformer(options);
    return {
      ...own,
      process: (source, path, how) => own.process(plant(source, path), path, how),
      processAsync: (source, path, how) => own.processAsync(plant(source, path), path, how),
      getCacheKey: (source, path, how) => own.getCacheKey(plant(source, path), path, how),
    };
  },
};
