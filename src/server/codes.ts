/**
 * The SQLSTATE of PostgreSQL's errors, or the system's code (ECONNREFUSED …) of Node.js' own; empty without one. `instanceof
 * Error` is not asked: errors that Node.js makes are of another realm where a test runs in a sandbox.
 */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

/** The message alone; an AggregateError of several refused addresses has none. */
export function messageOf(error: unknown): string {
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : ''
  return message || codeOf(error) || String(error)
}
