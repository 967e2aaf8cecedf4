import { createInterface } from 'node:readline/promises';

/** Whether whoever types here means it, and says so by typing the word. Throws where nobody is there to be asked. */
export async function isSure(question: string, word: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Error('Nobody is there to be asked: say --yes.');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} Type "${word}": `);
  terminal.close();
  return answer.trim() === word;
}
