import '../source/register.mjs';

/**
 * Before the real suites: a keeper that starts a part when a test first asks for it. What RELAYDESK_PARTS names
 * (`postgres,kafka`) is started now, so that a part which cannot be had is known before the first test.
 */
export default async function startParts() {
  if (!process.env.RELAYDESK_KEEPER) {
    const { startKeeper } = await import('../../libs/testkit/src/parts/start-keeper.ts');
    globalThis.relaydeskKeeper = await startKeeper();
    process.env.RELAYDESK_KEEPER = globalThis.relaydeskKeeper.address;
  }
  const parts = await import('../../libs/testkit/src/parts/index.ts');
  for (const name of (process.env.RELAYDESK_PARTS ?? '').split(',').filter(Boolean)) await parts[name]();
}
