import type pg from 'pg'
import type { Size } from '../model/data.js'
import { told } from './fill.js'

/** One that may not be read is left out. */
const SIZES = `do $sizes$
declare
  one text; held bigint; sizes jsonb := '{}';
begin
  for one in select pg_catalog.jsonb_array_elements_text(pg_catalog.current_setting('matview_check.work')::jsonb) loop
    begin
      execute 'select count(*) from ' || one into held;
      sizes := sizes || pg_catalog.jsonb_build_object(one, pg_catalog.jsonb_build_object('rows', held,
        'bytes', pg_catalog.pg_total_relation_size(one::pg_catalog.regclass)));
    exception when others then
    end;
  end loop;
  perform pg_catalog.set_config('matview_check.told', sizes::text, false);
end
$sizes$`

/** How much relations hold, by their names as SQL needs them. */
export async function readSizes(
  client: pg.Client,
  relations: readonly string[],
): Promise<ReadonlyMap<string, Size>> {
  if (relations.length === 0) return new Map()
  return new Map(Object.entries(await told<Record<string, Size>>(client, SIZES, relations)))
}
