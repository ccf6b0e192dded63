/** How a store fails. */

/** Base of all errors of a store: `name` says which, `message` says what and what to do next. */
export class StoreError extends Error {
  override name = 'StoreError';
}
/** The engine is away or slower than the deadline: a 503 to a client, exit 4 of the indexer. */
export class StoreUnavailable extends StoreError {
  override name = 'StoreUnavailable';
}
/** The engine refused what we sent: a fault of ours or of the data. */
export class StoreRefused extends StoreError {
  override name = 'StoreRefused';
}
/** What was to be sent cannot be read from where it waits: a fault of our disk, whatever the engine does. */
export class LineLost extends StoreError {
  override name = 'LineLost';
}
/** Nothing was indexed yet. */
export class NoBuildYet extends StoreError {
  override name = 'NoBuildYet';
}
/** The build that is being read was replaced more than once and is no longer kept: ask again for all of it. */
export class BuildGone extends StoreError {
  override name = 'BuildGone';
}
/** The index was built by another version of the program, which kept other things in it: a reindex builds it anew. */
export class OutdatedIndex extends StoreError {
  override name = 'OutdatedIndex';
}
/** There is no previous build to put back. */
export class NothingToRollBack extends StoreError {
  override name = 'NothingToRollBack';
}
