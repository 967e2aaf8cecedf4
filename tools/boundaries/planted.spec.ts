import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');
const planted = join(import.meta.dirname, 'planted');

/** `file → what it breaks`, as its first line says: the rule and the beginning of the complaint. */
const entries = await readdir(planted, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
const violations = await Promise.all(
  files.map(async (file) => {
    const [, rule = '', complaint = ''] = /^\/\/ breaks: (\S+) ?(.*)$/m.exec(await readFile(file, 'utf8')) ?? [];
    return { file: file.slice(root.length + 1), rule, complaint };
  }),
);

type Finding = { filename: string; code: string; message: string };

/** Lints the planted files as the check lints everything else; oxlint ends with 1 because it finds something. */
function lint(): Promise<Finding[]> {
  const args = [
    '-c',
    'tools/boundaries/planted.oxlintrc.json',
    '--type-aware',
    '--format=json',
    'tools/boundaries/planted',
  ];
  return new Promise((resolve, reject) => {
    execFile('node_modules/.bin/oxlint', args, { cwd: root, maxBuffer: 16 * 1024 * 1024 }, (error, stdout) => {
      if (error?.code !== 1) return reject(error ?? new Error('oxlint found nothing'));
      resolve((JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics);
    });
  });
}

describe('the check fails', () => {
  let findings: Finding[];
  beforeAll(async () => {
    findings = await lint();
  });

  it.each(violations)('on $file: $rule', ({ file, rule, complaint }) => {
    const found = findings.filter(({ filename }) => filename === file);
    expect(found.map(({ code }) => code)).toEqual([rule]);
    expect(found[0]?.message).toContain(complaint);
  });
});
