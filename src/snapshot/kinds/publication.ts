import type { Kind } from '../kind.js'
import { outside } from '../outside.js'

const SCHEMAS = `(
      select pg_catalog.jsonb_agg(sn.nspname order by sn.nspname) from pg_catalog.pg_publication_namespace ps
      join pg_catalog.pg_namespace sn on sn.oid = ps.pnnspid where ps.pnpubid = x.oid)`

const filters = (version: number): string =>
  version < 150000
    ? ''
    : `,
        'columns', case when pr.prattrs is not null then (
          select pg_catalog.jsonb_agg(pa.attname order by pa.attname) from pg_catalog.pg_attribute pa
          where pa.attrelid = pr.prrelid and pa.attnum = any (pr.prattrs)) end,
        'where', pg_catalog.pg_get_expr(pr.prqual, pr.prrelid)`

/** Publications, with their tables, each with its columns and row filter, and their schemas. */
export const publication: Kind = {
  kinds: ['publication'],
  slot: 'publication',
  scope: 'database',
  sql: (version) =>
    outside({
      kind: 'publication',
      catalog: 'pg_publication',
      name: 'x.pubname',
      owner: 'pubowner',
      properties: `'all_tables', nullif(x.puballtables, false), 'publish', pg_catalog.concat_ws(', ',
      case when x.pubinsert then 'insert' end, case when x.pubupdate then 'update' end,
      case when x.pubdelete then 'delete' end, case when x.pubtruncate then 'truncate' end),
    'via_root', nullif(x.pubviaroot, false),
    'generated_columns', ${version >= 180000 ? `case when x.pubgencols = 's' then 'stored' end` : 'null'},
    'tables', (
      select pg_catalog.jsonb_object_agg(pr.prrelid::pg_catalog.regclass::text, pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
        'table', 'published'${filters(version)})))
      from pg_catalog.pg_publication_rel pr where pr.prpubid = x.oid),
    'schemas', ${version >= 150000 ? SCHEMAS : 'null'}`,
    }),
}
