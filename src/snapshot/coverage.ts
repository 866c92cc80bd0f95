import { clusterStatement } from './cluster.js'
import { KINDS } from './kinds/all.js'
import { NOT_TRACKED, PRINTED } from './not-tracked.js'

/** Views that everybody may read, and the catalogs they show. */
const VIEWS: Readonly<Record<string, string>> = {
  pg_roles: 'pg_authid',
  pg_user_mappings: 'pg_user_mapping',
}

/** The name under which what belongs to the whole server stands among the kinds. */
const CLUSTER = 'what belongs to the whole server'

/** SQL of a server version by what it reads. */
export function readers(version: number): ReadonlyMap<string, string> {
  const kinds = KINDS.map((kind) => [kind.kinds.join(', '), kind.sql(version)] as const)
  return new Map([...kinds, [CLUSTER, clusterStatement(version)]])
}

/** Which kinds read a catalog, by catalog. Those that only help, such as pg_depend, are in it too. */
export function coverage(version: number): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  const add = (catalog: string, kind: string): void => {
    const kinds = found.get(catalog) ?? []
    if (!kinds.includes(kind)) found.set(catalog, [...kinds, kind])
  }
  for (const [kind, sql] of readers(version))
    for (const [, name = ''] of sql.matchAll(/\b(?:from|join)\s+pg_catalog\.(pg_\w+)\b(?!\s*\()/g))
      add(VIEWS[name] ?? name, kind)
  for (const [catalog, [kind]] of Object.entries(PRINTED)) add(catalog, kind)
  return found
}

/** Catalogs that nearly every kind looks into for a name, so that their kinds say nothing. */
const MANY = 6

/** The list of catalogs as a page: what is read, by which kind, and what is not, and why. */
export function coveragePage(version: number): string {
  const read = [...coverage(version)].filter(([catalog]) => !(catalog in NOT_TRACKED)).sort()
  const short = (kinds: readonly string[]): string =>
    kinds.length > MANY
      ? `${kinds.slice(0, MANY).join(', ')} and ${kinds.length - MANY} more`
      : kinds.join(', ')
  return `# What a snapshot holds

Every catalog of PostgreSQL, and the kinds of object that are read from it. Written by \`npm run golden\`;
\`__tests__/snapshot/coverage.test.ts\` compares it with the live \`pg_catalog\` of each major version, column by column.

| catalog | kinds |
| --- | --- |
${read.map(([catalog, kinds]) => `| \`${catalog}\` | ${short(kinds)} |`).join('\n')}

## Not tracked

| catalog | why |
| --- | --- |
${Object.entries(NOT_TRACKED)
  .sort()
  .map(([catalog, why]) => `| \`${catalog}\` | ${why} |`)
  .join('\n')}
`
}
