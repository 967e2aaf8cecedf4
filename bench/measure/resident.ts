import { readFile } from 'node:fs/promises';

/** One mapping of `/proc/<pid>/smaps` (proc(5)); bytes. `file`: which part of which file; missing where it is of no file. */
type Mapping = { file: string | undefined; resident: number; anonymous: number };

const HEAD = /^[\da-f]+-[\da-f]+ \S+ (?<offset>[\da-f]+) (?<device>\S+) (?<inode>\d+)/;

export function mappingsOf(smaps: string): Mapping[] {
  const mappings: Mapping[] = [];
  for (const line of smaps.split('\n')) {
    const { offset, device, inode } = HEAD.exec(line)?.groups ?? {};
    if (inode !== undefined) {
      const file = inode === '0' ? undefined : `${device} ${inode} ${offset}`;
      mappings.push({ file, resident: 0, anonymous: 0 });
    }
    const [, what, kilobytes] = /^(Rss|Anonymous):\s*(\d+) kB$/.exec(line) ?? [];
    const last = mappings.at(-1);
    if (last && what === 'Rss') last.resident = Number(kilobytes) * 1_024;
    if (last && what === 'Anonymous') last.anonymous = Number(kilobytes) * 1_024;
  }
  return mappings;
}

/** What these processes have in memory together: what of a file several of them have is there once. Bytes. */
export function togetherIn(processes: readonly (readonly Mapping[])[]): number {
  const files = new Map<string, number>();
  let own = 0;
  for (const { file, resident, anonymous } of processes.flat()) {
    own += file === undefined ? resident : anonymous;
    if (file !== undefined) files.set(file, Math.max(files.get(file) ?? 0, resident - anonymous));
  }
  return files.values().reduce((sum, bytes) => sum + bytes, own);
}

/** The memory these processes have now, their descendants' not included; bytes. One that is gone has none. */
export async function residentOf(pids: readonly number[]): Promise<number> {
  const smaps = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/smaps`, 'utf8').catch(() => '')));
  return togetherIn(smaps.map(mappingsOf));
}
