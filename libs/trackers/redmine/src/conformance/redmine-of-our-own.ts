import { ownRedmine, redmine, type RedminePart } from '#testkit/parts';

/**
 * A Redmine that no other test file writes to: what an account wrote above a baseline is then what this file wrote. One
 * whose address is given (another version, seeded alike) is taken instead; run one file at a time against it.
 */
export async function redmineOfOurOwn(): Promise<{ part: RedminePart; stop(): Promise<void> }> {
  if (process.env['RELAYDESK_TEST_REDMINE_URL']) return { part: await redmine(), stop: () => Promise.resolve() };
  const { stop, ...part } = await ownRedmine();
  return { part, stop };
}
