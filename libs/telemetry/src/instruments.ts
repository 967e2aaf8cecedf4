type Instrument = { kind: 'counter' | 'histogram' | 'up-down'; unit: string; description: string };

/**
 * Everything that is measured, by its name. Units after UCUM, names after OpenTelemetry's
 * (opentelemetry.io/docs/specs/semconv/general/naming). `up-down`: read when metrics are collected.
 */
export const INSTRUMENTS = {
  'relaydesk.updates': {
    kind: 'counter',
    unit: '{update}',
    description: 'What messengers told a gateway, by what became of it.',
  },
  'relaydesk.records': { kind: 'counter', unit: '{record}', description: 'Records the core decided over, by kind.' },
  'relaydesk.work.duration': {
    kind: 'histogram',
    unit: 's',
    description: 'Runs of work outside, by kind, endpoint and result.',
  },
  'relaydesk.work.doubles': {
    kind: 'counter',
    unit: '{sending}',
    description: 'Sendings whose answer was lost that went out again, and may have come twice.',
  },
  'relaydesk.dead_letters': { kind: 'counter', unit: '{letter}', description: 'Dead letters, by topic.' },
  'relaydesk.lanes': { kind: 'up-down', unit: '{lane}', description: 'Lanes of this process, by state.' },
  'relaydesk.work.held': { kind: 'up-down', unit: '{work}', description: 'Unfinished work in memory.' },
  'relaydesk.keys.parked': {
    kind: 'up-down',
    unit: '{key}',
    description: 'Order keys whose head waits for its next try.',
  },
  'relaydesk.windows': { kind: 'up-down', unit: '{window}', description: 'Open windows in memory.' },
  'relaydesk.records.unpublished': {
    kind: 'up-down',
    unit: '{record}',
    description: 'Records committed and not yet acknowledged by the log.',
  },
  'relaydesk.endpoints': { kind: 'up-down', unit: '{endpoint}', description: 'Endpoints, by state of their breaker.' },
} as const satisfies Record<string, Instrument>;

export type InstrumentName<K extends Instrument['kind']> = {
  [N in keyof typeof INSTRUMENTS]: (typeof INSTRUMENTS)[N]['kind'] extends K ? N : never;
}[keyof typeof INSTRUMENTS];

/** The names of one kind. */
export const namesOf = <K extends Instrument['kind']>(kind: K) =>
  Object.entries(INSTRUMENTS)
    .filter(([, instrument]) => instrument.kind === kind)
    .map(([name]) => name as InstrumentName<K>);
