/**
 * What must be masked in the log when this database URL was given. A password equal to the user's name (`postgres`,
 * as in most service containers) is left out: it is no secret, and masking it would riddle the log with stars.
 */
export function secretsOf(databaseUrl: string): readonly string[] {
  const [, user, password] = /^[\w+.-]+:\/\/([^:/@?]*):([^?]*)@/.exec(databaseUrl) ?? []
  const parameter = /[?&]password=([^&#]*)/.exec(databaseUrl)?.[1]
  const secrets = [password, parameter].flatMap((secret) =>
    secret && secret !== user ? [secret, decoded(secret)] : [],
  )
  return [...new Set(secrets)]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
