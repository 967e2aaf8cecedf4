export type Postmaster = { pid: number; port: number; ready: boolean };

/**
 * Reads `postmaster.pid`, which Postgres keeps in its data folder while it runs: process, data folder, start, port, socket
 * folder, address, shared memory, standing, a line each (postgres: src/include/utils/pidfile.h). It writes the file line by line as it starts.
 */
export function parsePostmasterFile(text: string): Postmaster | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3] || 0), ready: lines[7] === 'ready' };
}
