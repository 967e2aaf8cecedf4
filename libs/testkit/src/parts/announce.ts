/** One line for the person at the terminal, before something is done to their machine. */
export const announce = (line: string) => void process.stderr.write(`parts: ${line}\n`);
