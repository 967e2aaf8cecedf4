import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');

async function paths(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true });
  return entries.map((entry) => `${folder}/${entry}`).filter((path) => !path.includes('/planted/'));
}

describe('names', () => {
  it('say what a file is about: nothing is called utils, common, helpers, misc or shared', async () => {
    const all = (await Promise.all(['apps', 'libs', 'tools'].map(paths))).flat();
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter((path) => /\/(utils?|common|helpers?|misc|shared)(\/|\.|$)/.test(path))).toEqual([]);
  });

  it('belong to a project of their own: every app and library has a project.json', async () => {
    const all = (await Promise.all(['apps', 'libs'].map(paths))).flat();
    const sources = new Set(all.filter((path) => path.endsWith('/src')).map((path) => path.replace(/\/src$/, '')));
    const projects = all
      .filter((path) => path.endsWith('/project.json'))
      .map((path) => path.replace('/project.json', ''));
    expect([...sources].filter((folder) => !projects.includes(folder))).toEqual([]);
  });
});
