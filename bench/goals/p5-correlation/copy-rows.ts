import type { Connection, Submittable } from 'pg';

/** What of a connection COPY needs beside what its types tell. */
type Copying = { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A row in COPY's text format. */
export const lineOf = (values: readonly (string | undefined)[]): string =>
  `${values.map((value) => value?.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign) ?? '\\N').join('\t')}\n`;

/** `COPY … FROM STDIN`, as pg can run it: the least there is around the protocol. Tells when it is committed. */
export function copyRows(into: string, lines: string): Submittable & { done: Promise<void> } & Record<string, unknown> {
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  let failed = false;
  return {
    done,
    submit: (connection: Connection) => connection.query(`COPY ${into} FROM STDIN`),
    handleCopyInResponse(connection: Copying) {
      connection.sendCopyFromChunk(Buffer.from(lines));
      connection.endCopyFrom();
    },
    handleCommandComplete: () => undefined,
    handleError(error: Error) {
      failed = true;
      reject(error);
    },
    handleReadyForQuery: () => void (failed || resolve()),
  };
}
