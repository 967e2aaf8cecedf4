/** A `Date` that is ahead of that one by so many ms; behind it, if negative. What is told a time keeps it. */
export const shiftedDate = (date: DateConstructor, ms: number): DateConstructor =>
  new Proxy(date, {
    construct: (target, given, made) =>
      Reflect.construct(target, given.length > 0 ? given : [target.now() + ms], made) as Date,
    apply: (target) => new target(target.now() + ms).toString(),
    get: (target, key) => (key === 'now' ? () => target.now() + ms : (Reflect.get(target, key) as unknown)),
  });
