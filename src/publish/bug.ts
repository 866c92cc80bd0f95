type Env = Readonly<Record<string, string | undefined>>

/**
 * What to tell when matview-check itself is at fault, as sentences. GITHUB_ACTION_REPOSITORY is where the running Action
 * came from; it is empty for a local one (`uses: ./`) and outside GitHub Actions.
 */
export function describeBug(error: unknown, env: Env): string {
  const reason = error instanceof Error ? error.message : String(error)
  const repository = env['GITHUB_ACTION_REPOSITORY']
  const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com'
  const where = repository ? ` at ${server}/${repository}/issues` : ''
  const how = env['GITHUB_ACTIONS'] ? 'the log of a run with debug logging' : 'the output with --verbose'
  return `matview-check itself is at fault, not your migrations: ${reason} Please report this${where} with ${how}.`
}
