/** After the real suites: every part is stopped and its data removed. */
export default async function stopParts() {
  await globalThis.relaydeskKeeper?.stop();
}
