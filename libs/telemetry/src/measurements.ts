import type { Meter } from '@opentelemetry/api';
import { type InstrumentName, INSTRUMENTS, namesOf } from './instruments.js';
import type { Reading, Telemetry } from './telemetry.js';

/** In seconds: from a cached look-up to a tracker that hangs. */
const BOUNDARIES_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** The instruments of a meter, each made once. */
export function createMeasurements(meter: Meter): Pick<Telemetry, 'count' | 'record' | 'watch'> {
  const readers = new Set<() => readonly Reading[]>();
  const counters = byName(namesOf('counter'), (name) => meter.createCounter(name, INSTRUMENTS[name]));
  const histograms = byName(namesOf('histogram'), (name) =>
    meter.createHistogram(name, { ...INSTRUMENTS[name], advice: { explicitBucketBoundaries: BOUNDARIES_S } }),
  );
  const upDowns = byName(namesOf('up-down'), (name) => meter.createObservableUpDownCounter(name, INSTRUMENTS[name]));
  meter.addBatchObservableCallback((result) => {
    for (const { name, value, facts } of [...readers].flatMap((read) => read())) {
      result.observe(upDowns(name), value, facts);
    }
  }, namesOf('up-down').map(upDowns));
  return {
    count: (name, facts, by = 1) => counters(name).add(by, facts),
    record: (name, value, facts) => histograms(name).record(value, facts),
    watch(read) {
      readers.add(read);
      return () => void readers.delete(read);
    },
  };
}

function byName<N extends InstrumentName<'counter' | 'histogram' | 'up-down'>, T>(
  names: readonly N[],
  make: (name: N) => T,
): (name: N) => T {
  const made = new Map(names.map((name) => [name, make(name)]));
  return (name) => made.get(name) as T;
}
