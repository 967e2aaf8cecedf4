/**
 * Of the most that a cluster bears: the rate of a calm phase. A message that comes alone costs nearly twice what it costs among
 * many that wait, so that this keeps about half of the machine busy.
 */
export const CALM = 0.3;
