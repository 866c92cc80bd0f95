import type pg from 'pg'
import type { Contents } from '../model/data.js'
import { RELATION, toldOfEach } from './told.js'

/** Partitions are tables of their own. */
const CONTENTS = `select pg_catalog.jsonb_build_object('rows', (select count(*) from only ${RELATION}), 'columns', coalesce((
  select pg_catalog.jsonb_object_agg(s.key, s.sum) from (
    select v.key, sum(pg_catalog.hashtextextended(v.value::text, 0)::numeric)::text as sum
    from only ${RELATION} t, pg_catalog.jsonb_each(pg_catalog.to_jsonb(t)) v group by v.key) s), '{}'))`

/** What tables hold, by their names as SQL needs them. */
export function readContents(
  client: pg.Client,
  tables: readonly string[],
): Promise<ReadonlyMap<string, Contents>> {
  return toldOfEach(client, CONTENTS, tables)
}
