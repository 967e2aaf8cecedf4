/** One thing a history says about what the product promises. */
export type Verdict = {
  kind: Failure | 'repeated';
  /** Readable, and naming what it happened to. It holds words people wrote: for a report, not for a log. */
  sentence: string;
};

/**
 * `lost`: it arrived nowhere, or not in the name and on the issue it was for. `doubled`: it is there more often than it was
 * said. `out-of-order`: one person's words in one chat about one issue, or one issue's news in one chat, not as they were
 * said. `echoed`: a person's own words were shown to them as news, in the chat they wrote them in. `stale`: a node acted for a lane
 * that another had taken. `leaked`: shown where it may not be seen.
 */
export type Failure = 'lost' | 'doubled' | 'out-of-order' | 'echoed' | 'stale' | 'leaked';

/** `repeated` is counted apart: a messenger has no way to ask whether a send of which no answer came took effect. */
export const isFailure = ({ kind }: Verdict): boolean => kind !== 'repeated';
