const maxRetries = 3
const longestWait = 60_000

interface ApiError {
  readonly status?: number
  readonly message?: string
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> }
}

/** The HTTP status of a failed request; 500 when there was no answer at all. */
export function errorStatus(error: unknown): number {
  return (error as ApiError).status ?? 500
}

/** Milliseconds to wait before the request is sent again; null when that would not help or take too long. */
export function waitBeforeRetry(error: unknown, attempt: number, now: number): number | null {
  if (attempt >= maxRetries) return null
  if (isRateLimited(error)) {
    const wait = askedWait(error as ApiError, now)
    return wait <= longestWait ? wait : null
  }
  return errorStatus(error) >= 500 ? 1000 * 2 ** attempt : null
}

/** Both of GitHub's rate limits answer with 403 or 429; a 403 alone means a missing permission. */
export function isRateLimited(error: unknown): boolean {
  const { status, message, response } = error as ApiError
  if (status === 429) return true
  if (status !== 403) return false
  const headers = response?.headers ?? {}
  const toldToWait = headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0'
  return toldToWait || /rate limit/i.test(message ?? '')
}

/** As GitHub's "Best practices for using the REST API" has it: retry-after, else the reset time, else a minute. */
function askedWait({ response }: ApiError, now: number): number {
  const headers = response?.headers ?? {}
  const seconds = Number(headers['retry-after'] ?? NaN)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const reset = Number(headers['x-ratelimit-reset'] ?? NaN)
  if (headers['x-ratelimit-remaining'] === '0' && Number.isFinite(reset)) {
    return Math.max(0, reset * 1000 - now) + 1000
  }
  return longestWait
}
