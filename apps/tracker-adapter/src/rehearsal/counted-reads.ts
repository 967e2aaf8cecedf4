import type { CorrelationReads } from '#correlation';

/** The same reads; the name of each goes to `seen`. */
export function countedReads(reads: CorrelationReads, seen: string[]): CorrelationReads {
  const counted = <A extends unknown[], R>(name: keyof CorrelationReads, read: (...args: A) => R) => {
    return (...args: A): R => {
      seen.push(name);
      return read(...args);
    };
  };
  return {
    links: counted('links', reads.links.bind(reads)),
    linksOf: counted('linksOf', reads.linksOf.bind(reads)),
    about: counted('about', reads.about.bind(reads)),
    created: counted('created', reads.created.bind(reads)),
    creations: counted('creations', reads.creations.bind(reads)),
    pollCursors: counted('pollCursors', reads.pollCursors.bind(reads)),
    writesAt: counted('writesAt', reads.writesAt.bind(reads)),
    claims: counted('claims', reads.claims.bind(reads)),
    resent: counted('resent', reads.resent.bind(reads)),
    blocked: counted('blocked', reads.blocked.bind(reads)),
    shown: counted('shown', reads.shown.bind(reads)),
    decisions: counted('decisions', reads.decisions.bind(reads)),
  };
}
