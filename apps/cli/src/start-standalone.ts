/** `relaydesk standalone`. A production image has none of it: no simulator, no embedded Postgres. */
export async function startStandalone(): Promise<void> {
  const standalone = await import('#apps/standalone').catch((error: NodeJS.ErrnoException & { url?: string }) => {
    const isLeftOut = error.code === 'ERR_MODULE_NOT_FOUND' && error.url?.includes('/apps/standalone/');
    throw isLeftOut ? new Error(LEFT_OUT, { cause: error }) : error;
  });
  await standalone.runStandalone(process.env);
}

const LEFT_OUT =
  'This image holds the four services and not standalone: "relaydesk start <service>" starts one; ' +
  'to try everything in one place, run "npm ci && npm start" in a clone.';
