/**
 * The set-up is wrong and only the user can mend it: a missing file, a refused password, an unknown option.
 * The message is one or more whole sentences that say what, where, and what to do. Exit code 2.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** matview-check itself is at fault. The entries add how to report it. Exit code 3. */
export class InternalError extends Error {
  override readonly name = 'InternalError'
}

/** The user or the runner asked us to stop (SIGINT, SIGTERM). Everything made so far has been dropped. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError'
}
