import { findProgram, providePrograms } from './provide-program.js';

/** Where Chromium is, for a page to be looked at: RELAYDESK_TEST_CHROMIUM, or the one installed, or Debian's. */
export async function chromium(): Promise<string> {
  const given = process.env['RELAYDESK_TEST_CHROMIUM'];
  if (given) return given;
  const programs = ['chromium'];
  await providePrograms({
    part: 'Chromium',
    programs,
    debianPackages: ['chromium'],
    addressVariable: 'RELAYDESK_TEST_CHROMIUM',
  });
  return (await findProgram('chromium')) ?? 'chromium';
}
