/** Records that a client had a broker append, by their ids; `at`: when it had said all of it, ms since 1970. */
export type Published = { at: number; from: string; ids: readonly string[] };

/** https://kafka.apache.org/protocol#The_Messages_Produce: each request is its length (int32), then its API key (int16). */
const LENGTH = 4;
const PRODUCE = 0;
/** How a record's value begins (`toBytes`); nothing here is compressed. */
const RECORD = /\{"id":"([^"\\]+)","kind":"[^"]*","at":\d/g;

/** Listens to what one client says to a broker, and tells of each request that publishes. */
export function hearPublishing(from: string, tell: (published: Published) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let missing = LENGTH;
  return (chunk) => {
    chunks.push(chunk);
    missing -= chunk.length;
    while (missing <= 0) {
      const said = Buffer.concat(chunks);
      const whole = LENGTH + (said.length < LENGTH ? 0 : said.readInt32BE());
      if (said.length < LENGTH || said.length < whole) {
        chunks = [said];
        missing = (said.length < LENGTH ? LENGTH : whole) - said.length;
        return;
      }
      const request = said.subarray(LENGTH, whole);
      if (request.readInt16BE() === PRODUCE) {
        const ids = Array.from(request.toString('latin1').matchAll(RECORD), ([, id = '']) => id);
        tell({ at: Date.now(), from, ids });
      }
      chunks = [said.subarray(whole)];
      missing = LENGTH - (said.length - whole);
    }
  };
}
