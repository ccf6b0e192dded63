/** What the numbers of features mean where they are no measure. */

/** Stands for "cannot be told": plain text has no link density. */
export const UNKNOWN = -1;
/** Distances are counted up to this many blocks: further off is far. */
export const FAR = 60;
