import type { InstrumentName } from './instruments.js';

/** Facts beside a span or a measurement: few values, never a token, a person's words, a file link or a chat. */
export type Facts = Readonly<Record<string, string | number>>;

export type SpanStart = {
  /** The W3C traceparent it goes on with; absent: it begins a trace. */
  trace?: string | undefined;
  kind: 'server' | 'producer' | 'consumer' | 'client';
  /** When it began (ms since 1970); absent: now. */
  at?: number;
  facts?: Facts;
};

export type Span = {
  /** Its own traceparent, for what it brings about; where nothing is traced, the one it goes on with. */
  readonly trace: string | undefined;
  /** It is over; it failed where there is an `error`: a kind, never a value. */
  end(error?: string): void;
};

/** What is so at one moment. */
export type Reading = { name: InstrumentName<'up-down'>; value: number; facts: Facts };

/** What a process tells of itself beside its log, in words that OpenTelemetry's collectors understand. */
export type Telemetry = {
  span(name: string, start: SpanStart): Span;
  count(name: InstrumentName<'counter'>, facts: Facts, by?: number): void;
  /** In the instrument's unit. */
  record(name: InstrumentName<'histogram'>, value: number, facts: Facts): void;
  /** Reads whenever metrics are collected, until what is returned is called. */
  watch(read: () => readonly Reading[]): () => void;
  /** Sends what is left, for 2 seconds at most. Never rejects. */
  close(): Promise<void>;
};

/** Nobody asked to be told. */
export const noTelemetry: Telemetry = {
  span: (_name, { trace }) => ({ trace, end() {} }),
  count() {},
  record() {},
  watch: () => () => undefined,
  close: async () => undefined,
};
