import { readsOf, type CatalogObject } from '../model/catalog.js'
import type { ServerError } from '../model/data.js'
import { identifier } from '../model/sql.js'

/** The privilege that each kind of object asks for, with what GRANT writes before the name; of all others it is SELECT. */
const PRIVILEGES: Readonly<Record<string, string>> = {
  function: 'EXECUTE ON FUNCTION',
  procedure: 'EXECUTE ON PROCEDURE',
  schema: 'USAGE ON SCHEMA',
  sequence: 'USAGE ON SEQUENCE',
}

/** True when the one who refreshes may not do so, which says nothing of what the query may read. */
export function mayNotRefresh(view: CatalogObject, { message }: ServerError): boolean {
  return /^must be owner/.test(message) || message === `permission denied for materialized view ${view.name}`
}

/**
 * Why a refresh is denied something, and the GRANT to write. Whoever refreshes, the query runs as the view's owner, and a view that it
 * reads is read with the privileges of that one's owner: https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html
 */
export function deniedHelp(view: CatalogObject, error: ServerError): string {
  const owner = String(view.properties['owner'])
  if (mayNotRefresh(view, error))
    return `It belongs to \`${owner}\`, and only its owner may refresh it, from PostgreSQL 17 on also who was granted \`MAINTAIN\` on it.`
  const [, kind = '', name = '…'] = /^permission denied for ([a-z ]+) (.+)$/.exec(error.message) ?? []
  const reads = readsOf(view)
  const direct = reads.find((key) => key.endsWith(`.${name}`) || key.endsWith(`."${name}"`))
  const identity = direct?.replace(/^[a-z ]+ /, '') ?? name
  const through = direct === undefined && reads.some((key) => /view /.test(key))
  const to = through ? '…` to the owner of the view through which it is read' : `${identifier(owner)}\``
  return (
    `A refresh runs with the privileges of the materialized view’s owner, here \`${owner}\`, whoever starts it, and every one ends with this ` +
    `error, whatever rows there are. Write \`GRANT ${PRIVILEGES[kind] ?? 'SELECT ON'} ${identity} TO ${to}, or give the materialized view to a ` +
    'role that has the privilege: `ALTER MATERIALIZED VIEW … OWNER TO`.'
  )
}
