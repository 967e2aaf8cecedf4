/** Of records to be published a lane holds about so many, and so many bytes; it goes on below half of that. */
const UNPUBLISHED = { rows: 4_000, bytes: 16 * 2 ** 20 };
/** Look-ups are all in memory; they end soon, one way or the other. */
const LOOK_UPS = 2_000;

/** How full a lane is of what it has still to publish; 1: full. */
export const publishingLoad = ({ rows, bytes }: { rows: number; bytes: number }) =>
  Math.max(rows / UNPUBLISHED.rows, bytes / UNPUBLISHED.bytes);

export const lookUpLoad = (lookUps: number) => lookUps / LOOK_UPS;

/** Whether something may flow in, by how full what it flows into is: it shuts when that is full and opens again at half. */
export function createValve(deps: {
  /** 1: full. */
  load: () => number;
  /** It was shut and is not any more. */
  opened: () => void;
}) {
  let shut = false;

  return {
    isShut: () => shut,
    /** The load has changed. */
    turn(): void {
      const was = shut;
      shut = deps.load() >= (was ? 0.5 : 1);
      if (was && !shut) deps.opened();
    },
  };
}
