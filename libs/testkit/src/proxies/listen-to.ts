import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** A request as it came, and what its client was answered; times in ms since 1970, `from` is the client's address. */
export type Exchange = {
  method: string;
  path: string;
  at: number;
  from: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Missing where the client was answered nothing, or not all of it. */
  answer?: { at: number; status: number; body: string };
};

/** Tells of an exchange once it is over, however it ended; changes nothing about it. */
export function listenTo(incoming: IncomingMessage, answer: ServerResponse, heard: (exchange: Exchange) => void): void {
  const { method = 'GET', url: path = '/', headers, socket } = incoming;
  const request = { method, path, at: Date.now(), from: socket.remoteAddress ?? '', headers };
  const asked = collect((on) => incoming.on('data', on));
  const answered = collectWritten(answer);
  answer.once('close', () => {
    const whole = answer.writableFinished && { at: Date.now(), status: answer.statusCode, body: answered() };
    heard({ ...request, body: asked(), ...(whole && { answer: whole }) });
  });
}

function collect(listen: (on: (chunk: Buffer) => void) => void): () => string {
  const chunks: Buffer[] = [];
  listen((chunk) => void chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

function collectWritten(answer: ServerResponse): () => string {
  const write = answer.write.bind(answer) as (chunk: Buffer, ...rest: never[]) => boolean;
  return collect((on) => {
    answer.write = (chunk: Buffer, ...rest: never[]) => {
      on(chunk);
      return write(chunk, ...rest);
    };
  });
}
