import { digest } from '#contracts';
import { command, type Scene } from './scene.js';

const HOUR = 3_600_000;
/** A code with less time left than this is not worth showing again. */
const WORTH_SHOWING = 60_000;

/**
 * Sees to it that there is a code to show: one at a time, and only so many an hour. In a group there is none, for a
 * code is for the person's eyes only.
 */
export function giveCode(scene: Scene): void {
  const { session, now, options } = scene;
  const { linking } = options;
  if (!linking || session.chatKind === 'group') return;
  if (session.code && session.code.expiresAt - now >= WORTH_SHOWING) return;
  scene.session = { ...session, code: undefined, codesAt: recent(scene) };
  if (!mayHaveCode(scene)) return;
  const code = scene.linkCode(digest(...scene.causes));
  const expiresAt = now + linking.ttl;
  const id = command(scene, { kind: 'prove-link', code, expiresAt }, { acting: { kind: 'shared' } });
  const codesAt = [...scene.session.codesAt, now];
  scene.session = { ...scene.session, code: { code, command: id, expiresAt }, codesAt };
}

export function mayHaveCode(scene: Scene): boolean {
  return recent(scene).length < (scene.options.linking?.codesPerHour ?? 0);
}

const recent = ({ session, now }: Scene) => session.codesAt.filter((at) => now - at < HOUR);
