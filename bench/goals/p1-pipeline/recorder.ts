/**
 * Loaded before a service's own code: writes down every statement it gives Postgres, every batch it publishes and every HTTP request
 * it makes, with all they carry (of files: how much), as `Recorded` by the line, into a file of its own in `RECORD_TO`.
 */
import { openSync, writeSync } from 'node:fs';
import http from 'node:http';
import { Kafka, type ProducerBatch } from 'kafkajs';
import pg from 'pg';
import { Client } from 'undici';
import { bodyOf, type Recorded, toLine } from './recorded.ts';

const file = openSync(`${process.env['RECORD_TO']}/${process.pid}.jsonl`, 'a');
const note = (what: Recorded) => void writeSync(file, toLine(what));

const connections = new WeakMap<object, number>();
let opened = 0;
const query = pg.Client.prototype.query as (this: pg.Client, ...args: unknown[]) => unknown;
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  const connection = connections.get(this) ?? (opened += 1);
  connections.set(this, connection);
  const [asked, values] = args as [string | { name?: string; text: string; values?: unknown[] }, unknown[] | undefined];
  const { text, name, values: its } = typeof asked === 'string' ? { text: asked, values, name: undefined } : asked;
  // What pg keeps for itself: undefined until it is connected.
  const { readyForQuery } = this as pg.Client & { readyForQuery?: boolean };
  const answered = readyForQuery !== false;
  note({ kind: 'sql', at: Date.now(), connection, answered, text, name, values: its ?? [] });
  return query.apply(this, args);
} as typeof pg.Client.prototype.query;

const producer = Kafka.prototype.producer;
Kafka.prototype.producer = function (this: Kafka, ...args) {
  const made = producer.apply(this, args);
  const { sendBatch } = made;
  made.sendBatch = (batch: ProducerBatch) => {
    const messages = (batch.topicMessages ?? []).flatMap((of) =>
      of.messages.map(({ key, value, partition = 0, headers }) => ({
        ...{ topic: of.topic, partition, headers: JSON.stringify(headers ?? {}) },
        ...{ key: String(key), value: String(value) },
      })),
    );
    note({ kind: 'publish', at: Date.now(), messages });
    return sendBatch(batch);
  };
  return made;
};

/** Trackers are asked by undici. */
const dispatch = Client.prototype.dispatch;
Client.prototype.dispatch = function (options, handler) {
  const { origin, path, method, headers, body } = options;
  const given = Object.fromEntries(Object.entries((headers ?? {}) as Record<string, string>).filter(([, v]) => v));
  note({
    kind: 'http',
    at: Date.now(),
    url: `${String(origin)}${path}`,
    method,
    headers: given,
    ...bodyOf(body, given),
  });
  return dispatch.call(this, options, handler);
};

/** Messengers are asked by Node's own client. */
const request = http.request;
http.request = ((...args: Parameters<typeof http.request>) => {
  const made = request(...args);
  const chunks: Buffer[] = [];
  const write = made.write.bind(made);
  const end = made.end.bind(made) as (...last: unknown[]) => http.ClientRequest;
  const keep = (chunk: unknown) =>
    void (chunk instanceof Uint8Array || typeof chunk === 'string' ? chunks.push(Buffer.from(chunk as string)) : 0);
  made.write = ((chunk: unknown, ...more: unknown[]) => (
    keep(chunk),
    (write as (...all: unknown[]) => boolean)(chunk, ...more)
  )) as typeof made.write;
  made.end = ((...last: unknown[]) => {
    keep(last[0]);
    const headers = Object.fromEntries(Object.entries(made.getHeaders()).map(([name, value]) => [name, String(value)]));
    note({
      kind: 'http',
      at: Date.now(),
      url: `${made.protocol}//${made.host}:${String(headers['host']).split(':')[1]}${made.path}`,
      method: made.method,
      headers,
      body: Buffer.concat(chunks).toString(),
    });
    return end(...last);
  }) as typeof made.end;
  return made;
}) as typeof http.request;
