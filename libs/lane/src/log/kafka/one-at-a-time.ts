/** Does it once at a time for each; whoever asks for the same meanwhile gets what the first one gets. */
export function oneAtATime<K extends object, T>(make: (of: K) => Promise<T>): (of: K) => Promise<T> {
  const underWay = new WeakMap<K, Promise<T>>();
  return (of) => {
    const known = underWay.get(of);
    if (known) return known;
    const made = make(of).finally(() => underWay.delete(of));
    underWay.set(of, made);
    return made;
  };
}
