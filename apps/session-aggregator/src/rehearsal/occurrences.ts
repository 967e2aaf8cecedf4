import fc from 'fast-check';

/** What may happen in a chat, or to it. Numbers choose among whatever is there when it happens. */
export type Occurrence =
  | {
      kind: 'text';
      reply: number | undefined;
      album: number | undefined;
      file: boolean;
      forwarded: boolean;
      command: string | undefined;
    }
  | { kind: 'edit'; which: number }
  | { kind: 'bot'; name: string }
  | { kind: 'press'; which: number; twice: boolean }
  | { kind: 'old-press'; which: number }
  | { kind: 'forged-press'; token: string }
  | { kind: 'foreign-press'; which: number }
  | { kind: 'outcome'; which: number; how: number }
  | { kind: 'late-outcome'; which: number; how: number }
  | { kind: 'wait'; ms: number }
  | { kind: 'lag'; ms: number };

const which = fc.nat(1_000);
const sometimes = <T>(arbitrary: fc.Arbitrary<T>, weight: number) =>
  fc.oneof({ weight: 10 - weight, arbitrary: fc.constant(undefined) }, { weight, arbitrary });

const command = fc.constantFrom('start', 'help', 'cancel', 'nonsense');

const text = fc.record({
  kind: fc.constant('text' as const),
  reply: sometimes(which, 5),
  album: sometimes(fc.nat(1), 2),
  file: fc.boolean(),
  forwarded: fc.boolean(),
  command: sometimes(command, 1),
});

const forged = fc.oneof(
  fc.string({ maxLength: 64 }),
  fc.stringMatching(/^[\w-]{6}\.[\w-]{12}\.\d{1,3}\.(last|new|pick|create)(\.\d{1,3})?$/),
);

export const occurrence: fc.Arbitrary<Occurrence> = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('press' as const), which, twice: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('outcome' as const), which, how: which }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(2_500) }) },
  fc.record({ kind: fc.constant('lag' as const), ms: fc.nat(5_000) }),
  fc.record({ kind: fc.constant('edit' as const), which }),
  fc.record({ kind: fc.constant('bot' as const), name: command }),
  fc.record({ kind: fc.constant('old-press' as const), which }),
  fc.record({ kind: fc.constant('forged-press' as const), token: forged }),
  fc.record({ kind: fc.constant('foreign-press' as const), which }),
  fc.record({ kind: fc.constant('late-outcome' as const), which, how: which }),
);
