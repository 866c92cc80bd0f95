import type pg from 'pg'
import type { Contents } from '../model/data.js'
import { RELATION, toldOfEach } from './told.js'

/** A moment of this run, as jsonb writes timestamps: they sort as text. */
const IS_NOW = `v.value::text ~ '^"\\d{4}-\\d\\d-\\d\\dT' and v.value::text >= pg_catalog.to_jsonb(pg_catalog.now() - '1 day'::interval)::text`

/** Partitions are tables of their own. `t.*` is the row, also where a column is called t. */
const CONTENTS = `select pg_catalog.jsonb_build_object('rows', (select count(*) from only ${RELATION}),
  'columns', coalesce(pg_catalog.jsonb_object_agg(s.key, s.sum) filter (where s.key is not null), '{}'),
  'now', coalesce(pg_catalog.jsonb_agg(s.key) filter (where s.is_now), '[]')) from (
    select v.key, sum(pg_catalog.hashtextextended(v.value::text, 0)::numeric)::text as sum, pg_catalog.bool_and(${IS_NOW}) as is_now
    from only ${RELATION} t, pg_catalog.jsonb_each(pg_catalog.to_jsonb(t.*)) v group by v.key) s`

/** What tables hold, by their names as SQL needs them. */
export function readContents(
  client: pg.Client,
  tables: readonly string[],
): Promise<ReadonlyMap<string, Contents>> {
  return toldOfEach(client, CONTENTS, tables)
}
