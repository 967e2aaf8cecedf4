import { ROOT_CONTEXT, type SpanContext, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';
import type { Telemetry } from './telemetry.js';

const KINDS = {
  server: SpanKind.SERVER,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  client: SpanKind.CLIENT,
} as const;

/** Spans by traceparents, as records carry them: nothing is passed on within a process by other ways. */
export function createSpans(tracer: Tracer): Pick<Telemetry, 'span'> {
  return {
    span(name, { trace: parent, kind, at, facts = {} }) {
      const options = { kind: KINDS[kind], attributes: facts, ...(at !== undefined && { startTime: at }) };
      const span = tracer.startSpan(name, options, contextOf(parent));
      return {
        trace: traceparent(span.spanContext()),
        end(error) {
          if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error });
          span.end();
        },
      };
    },
  };
}

function contextOf(parent: string | undefined) {
  const known = parent === undefined ? null : parseTraceParent(parent);
  return known ? trace.setSpanContext(ROOT_CONTEXT, { ...known, isRemote: true }) : ROOT_CONTEXT;
}

/** w3.org/TR/trace-context: its flags carry the decision of who began the trace. */
const traceparent = ({ traceId, spanId, traceFlags }: SpanContext) =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
