/** Which run wrote a comment, hidden in the comment's first line. */
export interface Marker {
  /** Tells the comments of one pull request apart. */
  readonly key: string
  /** The commit that was checked. */
  readonly head: string
  /** GITHUB_RUN_ID, which grows from run to run. */
  readonly run: number
  /** GITHUB_RUN_ATTEMPT, which grows when a run is started again. */
  readonly attempt: number
}

const pattern =
  /^<!-- matview-check:comment key=(\S*) head=([0-9a-f]*) run=(\d+) attempt=(\d+) -->(?:\r?\n|$)/

/** The marker as an HTML comment, which GitHub keeps and does not show. */
export function writeMarker({ key, head, run, attempt }: Marker): string {
  return `<!-- matview-check:comment key=${encodeKey(key)} head=${head} run=${run} attempt=${attempt} -->`
}

/** The marker that a comment begins with; null for any other text, also one that quotes a marker further down. */
export function readMarker(body: string): Marker | null {
  const [, key, head, run, attempt] = pattern.exec(body) ?? []
  if (key === undefined || head === undefined) return null
  return { key: decodeKey(key), head, run: Number(run), attempt: Number(attempt) }
}

/**
 * True when the comment shows a later run on the same commit. Another commit's run never counts as later: whether ours
 * is still the current one is asked of the pull request itself, since a force-push may bring an old commit back.
 */
export function isNewer(found: Marker, ours: Marker): boolean {
  if (found.head !== ours.head) return false
  return found.run === ours.run ? found.attempt > ours.attempt : found.run > ours.run
}

/** encodeURIComponent leaves `-`, and two of them with `>` would end an HTML comment. */
function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('--', '-%2D')
}

function decodeKey(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
