import type { Socket } from 'node:net';
import { isLate, type SendClock, type Sending } from './sending.js';

/**
 * How much is handed to the system at once. A connection's send buffer holds at least this much (tcp_wmem(7): 16 KiB by
 * default), so a request of this size on an idle connection leaves in the very instant its deadline is checked. Of a
 * longer one at most a slice waits in the system for a slow peer, and that one alone cannot be called back.
 */
const SLICE = 16 * 1024;

/** Why a socket refused to write. */
export class LateError extends Error {
  override readonly name = 'LateError';
  readonly code = 'LATE';
}

type Piece = { bytes: Buffer; sending: Sending | undefined };

/**
 * Makes an open socket keep the deadline of whatever is written to it. The check stands where bytes are handed to the
 * system, not where a library queues them, so a process resumed after a pause sends nothing that became late meanwhile:
 * the connection is reset instead. Closing the socket early resets it too, so that what has not gone out never does.
 *
 * @param sendingNow whose bytes a `write` called at this moment carries; `undefined`: bytes without a deadline.
 * @param transport the TCP socket beneath, where `socket` is TLS.
 */
export function guardSocket(
  socket: Socket,
  sendingNow: () => Sending | undefined,
  clock: SendClock,
  transport: Socket = socket,
): void {
  const owners = new WeakMap<Buffer, Sending>();
  const write = socket.write.bind(socket);
  const writeOut = socket._write.bind(socket);
  const destroy = transport._destroy.bind(transport);

  const ownedWrite = (chunk: Uint8Array | string, encoding?: BufferEncoding | Done, done?: Done): boolean => {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encodingOf(encoding)) : asBuffer(chunk);
    const sending = sendingNow();
    if (sending) owners.set(bytes, sending);
    return write(bytes, typeof encoding === 'function' ? encoding : done);
  };
  const handOver = (slice: Buffer) =>
    new Promise<void>((resolve, reject) =>
      writeOut(slice, 'buffer' as BufferEncoding, (error) => (error ? reject(error) : resolve())),
    );
  const sendAll = async (pieces: readonly Piece[]) => {
    for (const { bytes, sending } of pieces) {
      for (let from = 0; from < bytes.length; from += SLICE) {
        if (sending && isLate(sending, clock)) {
          sending.late = true;
          throw new LateError('too late to be sent');
        }
        const slice = bytes.subarray(from, from + SLICE);
        if (sending) sending.bytes += slice.length;
        await handOver(slice);
      }
    }
  };
  const pieceOf = (bytes: Buffer): Piece => ({ bytes, sending: owners.get(bytes) });

  socket.write = ownedWrite;
  socket._write = (chunk: Buffer, _encoding, done) => void sendAll([pieceOf(chunk)]).then(() => done(), done);
  socket._writev = (chunks, done) =>
    void sendAll(joined(chunks.map(({ chunk }) => pieceOf(chunk as Buffer)))).then(() => done(), done);
  transport._destroy = (error, done) => {
    // Inside `_destroy` this only marks the handle: the socket counts as destroyed already, and closes by reset below.
    if (!transport.connecting && !socket.writableEnded) transport.resetAndDestroy();
    destroy(error, done);
  };
}

type Done = (error?: Error | null) => void;

const encodingOf = (encoding: BufferEncoding | Done | undefined) =>
  typeof encoding === 'string' ? encoding : undefined;

const asBuffer = (chunk: Uint8Array) =>
  Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);

/** Joins what one sending wrote in a row (a request's head and its body), so that it leaves in one packet. */
function joined(pieces: readonly Piece[]): Piece[] {
  const rows: { parts: Buffer[]; sending: Sending | undefined }[] = [];
  for (const { bytes, sending } of pieces) {
    const last = rows.at(-1);
    if (last && last.sending === sending) last.parts.push(bytes);
    else rows.push({ parts: [bytes], sending });
  }
  return rows.map(({ parts, sending }) => ({ bytes: Buffer.concat(parts), sending }));
}
