import type pg from 'pg'
import type { Contents } from '../model/data.js'
import { told } from './fill.js'

/** A table that is not there, or may not be read, is left out; partitions are tables of their own. */
const CONTENTS = `do $contents$
declare
  one text; held jsonb; all_held jsonb := '{}';
begin
  for one in select pg_catalog.jsonb_array_elements_text(pg_catalog.current_setting('matview_check.work')::jsonb) loop
    begin
      execute 'select pg_catalog.jsonb_build_object(''rows'', (select count(*) from only ' || one || '), ''columns'', coalesce((
          select pg_catalog.jsonb_object_agg(s.key, s.sum) from (
            select v.key, sum(pg_catalog.hashtextextended(v.value::text, 0)::numeric)::text as sum
            from only ' || one || ' t, pg_catalog.jsonb_each(pg_catalog.to_jsonb(t)) v group by v.key) s), ''{}''))' into held;
      all_held := all_held || pg_catalog.jsonb_build_object(one, held);
    exception when others then
    end;
  end loop;
  perform pg_catalog.set_config('matview_check.told', all_held::text, false);
end
$contents$`

/** What tables hold, by their names as SQL needs them. */
export async function readContents(
  client: pg.Client,
  tables: readonly string[],
): Promise<ReadonlyMap<string, Contents>> {
  if (tables.length === 0) return new Map()
  return new Map(Object.entries(await told<Record<string, Contents>>(client, CONTENTS, tables)))
}
