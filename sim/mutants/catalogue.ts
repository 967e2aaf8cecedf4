import { readdirSync, readFileSync } from 'node:fs';
import { parsePatch, type Patch } from './patch.ts';

/** A planted mistake: `rule/what-it-does`, as its file is called, and the rule it breaks (see `rules.ts`). */
export type Mutant = Patch & { name: string; rule: string };

const FOLDER = new URL('./patches/', import.meta.url);

/** The mistakes there are, by name. */
export function catalogue(): Mutant[] {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.patch'));
  return files.sort().map((file) => mutantNamed(file.slice(0, -'.patch'.length).replaceAll('\\', '/')));
}

/** The mistake that RELAYDESK_MUTANT names; where it names none, nothing is changed. */
export function planted(): Patch {
  const name = process.env['RELAYDESK_MUTANT'];
  return name ? mutantNamed(name) : { mistake: '', hunks: [] };
}

function mutantNamed(name: string): Mutant {
  const patch = parsePatch(readFileSync(new URL(`${name}.patch`, FOLDER), 'utf8'));
  return { ...patch, name, rule: name.split('/')[0] ?? '' };
}
