import { hidden, sharedLabels, sortedArray } from '../fragments.js'
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
 * Of the connection string, which may hold a password, only a short hash is shown, and only to superusers: nobody else may read it. A
 * statement that names a column which its role may not read is refused as a whole; ts_stat runs one when it is asked for.
 * https://www.postgresql.org/docs/current/catalog-pg-subscription.html
 */
export const CONNECTION = `case when pg_catalog.has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', 'select') then (
    select ${hidden('t.word')} from pg_catalog.ts_stat(pg_catalog.format(
      'select pg_catalog.array_to_tsvector(array[pg_catalog.md5(s.subconninfo)]) from pg_catalog.pg_subscription s where s.oid = %s',
      x.oid)) t) end`

/** Subscriptions of this database. */
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
      properties: [
        ...subscriptionColumns(version)
          .filter((column) => column !== 'subname' && column !== 'subowner')
          .map(
            (column) =>
              `'${column.slice(3)}', ${column === 'subpublications' ? sortedArray('x.subpublications') : `x.${column}`}`,
          ),
        `'connection', ${CONNECTION}`,
        `'security_labels', ${sharedLabels('x.oid', 'pg_subscription')}`,
      ].join(',\n    '),
    }),
}
