import pg from 'pg'
import { clientConfig, type DatabaseTarget } from '../../src/model/server.js'
import type { Judge as Dumper } from '../support/pg-dump.js'

/** What a database holds, in parts that mean nothing by their order. */
export type State = ReadonlySet<string>

/** The parts of pg_dump's text in no order, and which materialized views are populated. */
export async function stateOf(dumper: Dumper, database: DatabaseTarget): Promise<State> {
  // pg_dump names the database in the entries that make it.
  const text = (await dumper.dump(database)).replaceAll(database.database, 'judged')
  const parts = text.split(/^(?=-- (?:Data for )?Name: )/m).slice(1)
  const client = new pg.Client(clientConfig(database))
  await client.connect()
  const { rows } = await client
    .query<{ name: string }>(
      `select oid::regclass::text as name from pg_class where relkind = 'm' and relispopulated`,
    )
    .finally(() => client.end())
  const schema = parts.filter(
    (part) => !/^.* Type: (SEQUENCE SET|.* DATA);/.test(part) && part.startsWith('-- Name'),
  )
  return new Set([...schema.map(unordered), ...rows.map(({ name }) => `populated: ${name}`)])
}

/** The name of a NOT NULL constraint that PostgreSQL made up, maybe from a former name of the table: worth a notice only. */
const MADE_UP = / CONSTRAINT \S+_not_null(?= NOT NULL)/

/**
 * pg_dump writes grants in the order in which they were given, and a table's columns in that of their making; the first means
 * nothing, and the second is worth a notice only.
 */
function unordered(part: string): string {
  const lines = part
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('--') && !/^\\(un)?restrict /.test(line))
    .map((line) => line.replace(MADE_UP, ''))
  const head = /^-- Name: .*? Type: (\w[\w ]*);/.exec(part)?.[1] ?? ''
  const isList =
    head === 'ACL' || (head.startsWith('TABLE') && lines.some((line) => line.startsWith('CREATE')))
  return [head, ...(isList ? lines.map((line) => line.replace(/,$/, '')).sort() : lines)].join('\n')
}

/** The first part that only one of two states has; null when they are the same. */
export function difference(before: State, after: State): string | null {
  const gone = [...before].find((part) => !after.has(part))
  // To be filled for the first time is worth a notice only.
  const came = [...after].find((part) => !before.has(part) && !part.startsWith('populated: '))
  if (gone === undefined && came === undefined) return null
  return [gone === undefined ? '' : `missing ${gone}`, came === undefined ? '' : `there is ${came}`]
    .filter(Boolean)
    .join('; ')
    .replaceAll('\n', ' ')
}
