import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseSync } from '@swc/core';
import { catalogue } from './catalogue.ts';
import { DoesNotApply, parsePatch, plantIn } from './patch.ts';
import { RULES } from './rules.ts';

const ROOT = new URL('../../', import.meta.url);
const SYNTAX = { syntax: 'typescript', decorators: true } as const;

describe('each planted mistake', () => {
  const mutants = catalogue();
  it.each(mutants)('$name fits the sources, is still code, and says what it does', (mutant) => {
    expect(mutant.mistake).toMatch(/^[A-Z].+\.$/);
    expect(mutant.hunks).not.toHaveLength(0);
    for (const file of new Set(mutant.hunks.map((hunk) => hunk.file))) {
      const source = readFileSync(new URL(file, ROOT), 'utf8');
      const planted = plantIn(file, source, mutant);
      expect(planted).not.toBe(source);
      expect(() => parseSync(planted, SYNTAX)).not.toThrow();
    }
  });

  it('breaks a rule of the design, and every rule is broken; the tests that hold some of them are there', () => {
    for (const { file, test } of Object.values(RULES).flatMap(({ heldBy = [] }) => heldBy)) {
      expect(readFileSync(new URL(file, ROOT), 'utf8')).toContain(`  it('${test}', `);
    }
    expect([...new Set(mutants.map(({ rule }) => rule))].sort()).toEqual(Object.keys(RULES).sort());
  });
});

describe('a patch', () => {
  const patch = parsePatch('A mistake.\n\n--- a/x.ts\n+++ b/x.ts\n@@\n one(\n-  two,\n+  three,\n );\n@@\n-old();\n');

  it('changes what it names, however that is laid out, and nothing else', () => {
    expect(patch.mistake).toBe('A mistake.');
    expect(plantIn('x.ts', 'begin();\none(two,);\nold();\nend();', patch)).toBe(
      'begin();\none(\n  three,\n);\n\nend();',
    );
    expect(plantIn('y.ts', 'one(two,); old();', patch)).toBe('one(two,); old();');
  });

  it('does not apply where what it names stands nowhere, or twice', () => {
    expect(() => plantIn('x.ts', 'one(four,); old();', patch)).toThrow(DoesNotApply);
    expect(() => plantIn('x.ts', 'one(two,); old(); old();', patch)).toThrow(DoesNotApply);
  });
});
