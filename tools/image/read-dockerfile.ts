/** The instructions of `deploy/Dockerfile` that make files, and how it is started: as much of a Dockerfile as ours needs. */

export type Step =
  /** `from`: the stage the sources stand in; without it, the build context. */
  { kind: 'copy'; from?: string; sources: readonly string[]; to: string } | { kind: 'run'; command: string };

export type Stage = { name: string; steps: readonly Step[] };

export type Dockerfile = {
  /** The last one is the image. */
  stages: readonly Stage[];
  user: string;
  entrypoint: readonly string[];
  /** The command of HEALTHCHECK. */
  health: readonly string[];
};

/** Throws on an instruction it does not know, so that none is passed over in silence. */
export function readDockerfile(text: string): Dockerfile {
  const stages: { name: string; steps: Step[] }[] = [];
  const last = { USER: '', ENTRYPOINT: '', HEALTHCHECK: '' };
  for (const [instruction, rest] of instructionsOf(text)) {
    switch (instruction) {
      case 'FROM':
        stages.push({ name: / AS (\S+)$/.exec(rest)?.[1] ?? 'image', steps: [] });
        break;
      case 'COPY':
        stages.at(-1)?.steps.push(readCopy(rest));
        break;
      case 'RUN':
        stages.at(-1)?.steps.push({ kind: 'run', command: rest.replace(/^(--mount=\S+ )+/, '') });
        break;
      case 'USER':
      case 'ENTRYPOINT':
      case 'HEALTHCHECK':
        last[instruction] = rest;
        break;
      case 'ARG':
      case 'WORKDIR':
      case 'ENV':
      case 'EXPOSE':
        break;
      default:
        throw new Error(`An instruction that is not known here: ${instruction}`);
    }
  }
  const health = last.HEALTHCHECK.slice(last.HEALTHCHECK.indexOf(' CMD ') + ' CMD '.length);
  return { stages, user: last.USER, entrypoint: list(last.ENTRYPOINT), health: list(health) };
}

function instructionsOf(text: string): [instruction: string, rest: string][] {
  const lines = text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  return lines.filter(Boolean).map((line) => [line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1)]);
}

function readCopy(rest: string): Step {
  const words = rest.split(/\s+/);
  const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined;
  const to = words.pop() ?? '.';
  return { kind: 'copy', ...(from && { from }), sources: words, to };
}

const list = (json: string) => JSON.parse(json) as string[];
