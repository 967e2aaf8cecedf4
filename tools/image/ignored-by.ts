import { matchesGlob } from 'node:path';

/**
 * Whether a `.dockerignore` keeps a path (from the context's root, with `/`) out of the build context. The last line that
 * matches the path or a folder above it decides.
 */
export function ignoredBy(dockerignore: string): (path: string) => boolean {
  const rules = dockerignore
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => ({ ignored: !line.startsWith('!'), pattern: line.replace(/^!/, '') }));
  return (path) => {
    const folders = path.split('/').map((_, i, all) => all.slice(0, i + 1).join('/'));
    const rule = rules.findLast(({ pattern }) => folders.some((folder) => matchesGlob(folder, pattern)));
    return rule?.ignored ?? false;
  };
}
