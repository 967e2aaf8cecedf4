import '../source/register.mjs';

/** Before the real suites: a keeper that starts a part when a test first asks for it. */
export default async function startParts() {
  if (process.env.RELAYDESK_PARTS) return;
  const { startKeeper } = await import('../../libs/testkit/src/parts/start-keeper.ts');
  globalThis.relaydeskKeeper = await startKeeper();
  process.env.RELAYDESK_PARTS = globalThis.relaydeskKeeper.address;
}
