import { sortedArray } from '../fragments.js'
import type { Kind } from '../kind.js'
import { outside } from '../outside.js'

/** The columns of pg_subscription that everybody may read and that say how a subscription is set up. */
export function subscriptionColumns(version: number): readonly string[] {
  return [
    ...['subname', 'subowner', 'subenabled', 'subslotname', 'subsynccommit', 'subpublications'],
    ...(version >= 140000 ? ['subbinary', 'substream'] : []),
    ...(version >= 150000 ? ['subtwophasestate', 'subdisableonerr'] : []),
    ...(version >= 160000 ? ['subpasswordrequired', 'subrunasowner', 'suborigin'] : []),
    ...(version >= 170000 ? ['subfailover'] : []),
  ]
}

/**
 * Subscriptions of this database. Left out: the connection string, which only superusers may read and which holds a password.
 */
export const subscription: Kind = {
  kinds: ['subscription'],
  slot: 'subscription',
  scope: 'database',
  sql: (version) =>
    outside({
      kind: 'subscription',
      catalog: 'pg_subscription',
      name: 'x.subname',
      owner: 'subowner',
      where: `x.subdbid = (select b.oid from pg_catalog.pg_database b where b.datname = pg_catalog.current_database())`,
      properties: subscriptionColumns(version)
        .filter((column) => column !== 'subname' && column !== 'subowner')
        .map(
          (column) =>
            `'${column.slice(3)}', ${column === 'subpublications' ? sortedArray('x.subpublications') : `x.${column}`}`,
        )
        .join(', '),
    }),
}
