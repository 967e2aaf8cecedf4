import { Client } from 'pg';
import { z } from 'zod';
import { channelId, chatKey, deskId, type TopicName } from '#contracts';
import { laneOf } from '#lane';
import { CHANNEL, type Crowd, deskName, deskOf, personIdOf } from '../../load/update-of.js';

const Row = z.object({ lane: z.int(), holder: z.string().nullable() });
type Row = z.infer<typeof Row>;

/** Who holds each lane of a topic. */
export async function holdersOf(databaseUrl: string, topic: TopicName): Promise<Row[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT lane, holder FROM lane WHERE topic = $1', [topic]);
    return z.array(Row).parse(rows);
  } finally {
    await client.end();
  }
}

/** The lanes a process holds; a holder is a host, the process there, and what tells it from the next one with its number. */
export const heldBy = (pid: number, rows: readonly Row[]): number[] =>
  rows.flatMap(({ lane, holder }) => (holder?.split('-').at(-2) === String(pid) ? [lane] : []));

/** The lane of whoever wrote a message: nobody is linked, so it is the same in every topic on its way to the tracker. */
export function laneOfMessage(number: number, crowd: Crowd, lanes: number): number {
  const person = String(personIdOf(number, crowd));
  return laneOf(chatKey(deskId(deskName(deskOf(number, crowd))), channelId(CHANNEL), person), lanes);
}
