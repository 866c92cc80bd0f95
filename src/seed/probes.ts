import type pg from 'pg'
import type { CatalogObject } from '../model/catalog.js'
import type { Probe, ServerError, Setting } from '../model/data.js'
import { told } from './told.js'

/** A materialized view to try, and how to refresh it. */
export interface Probed {
  readonly view: CatalogObject
  readonly concurrently: boolean
}

/**
 * Other settings than those of the first run; from 17 on REFRESH itself runs with the search_path. Those of one list are tried together,
 * and each alone where that makes a difference.
 */
const OTHERS: readonly (readonly (readonly [Setting, string])[])[] = [
  [
    ['TimeZone', 'Asia/Tokyo'],
    ['DateStyle', 'SQL, DMY'],
    ['IntervalStyle', 'iso_8601'],
    ['search_path', 'pg_catalog, pg_temp'],
  ],
  [['TimeZone', 'America/New_York']],
]

const ORDER: readonly Setting[] = ['TimeZone', 'DateStyle', 'IntervalStyle', 'search_path']

/**
 * Each subtransaction is undone, by an error of its own where the server gave none. Rows are compared as the server would send them
 * in binary: that form depends on no setting. https://www.postgresql.org/docs/current/protocol-overview.html#PROTOCOL-FORMAT-CODES
 */
const PROBE = `do $probe$
declare
  work jsonb := pg_catalog.current_setting('matview_check.work')::jsonb;
  query text := 'select pg_catalog.md5(pg_catalog.string_agg(h, '''' order by h))
    from (select pg_catalog.md5(pg_catalog.record_send(q)) as h from (' || (work->>'query') || ') q) x';
  told jsonb := '{}'; others jsonb := '[]'; several jsonb; part jsonb; one jsonb; failure jsonb; message text; detail text;
  first_rows text; rows text; alike boolean;
begin
  perform pg_catalog.set_config('TimeZone', 'UTC', true), pg_catalog.set_config('DateStyle', 'ISO, MDY', true),
    pg_catalog.set_config('IntervalStyle', 'postgres', true);
  begin
    if not (work->>'populated')::boolean and (work->>'concurrently')::boolean then
      execute 'refresh materialized view ' || (work->>'name');
    end if;
    execute 'refresh materialized view ' || (work->>'how') || (work->>'name');
    raise exception sqlstate 'MC000';
  exception when sqlstate 'MC000' then
  when others then
    get stacked diagnostics message = message_text, detail = pg_exception_detail;
    told := pg_catalog.jsonb_build_object('refresh', pg_catalog.jsonb_build_object('sqlstate', sqlstate, 'message', message, 'detail', detail));
  end;
  begin
    execute query into first_rows;
    execute query into rows;
    told := told || pg_catalog.jsonb_build_object('unsteady', first_rows is distinct from rows);
    for several in select o.item from pg_catalog.jsonb_array_elements(work->'others') o (item) loop
      alike := false;
      for part in select several union all select pg_catalog.jsonb_build_array(o.item) from pg_catalog.jsonb_array_elements(several) o (item)
        where pg_catalog.jsonb_array_length(several) > 1 loop
        failure := null;
        if not alike then
          begin
            for one in select o.item from pg_catalog.jsonb_array_elements(part) o (item) loop
              perform pg_catalog.set_config(one->>0, one->>1, true);
            end loop;
            execute query into rows;
            raise exception sqlstate 'MC000';
          exception when sqlstate 'MC000' then
          when others then
            get stacked diagnostics message = message_text, detail = pg_exception_detail;
            failure := pg_catalog.jsonb_build_object('sqlstate', sqlstate, 'message', message, 'detail', detail);
          end;
        end if;
        if part = several and pg_catalog.jsonb_array_length(several) > 1 then
          alike := failure is null and first_rows is not distinct from rows;
        else
          others := others || pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('setting', part->0->>0, 'value', part->0->>1,
            'differs', not alike and failure is null and first_rows is distinct from rows, 'error', failure));
        end if;
      end loop;
    end loop;
  exception when others then
  end;
  perform pg_catalog.set_config('matview_check.told', (told || pg_catalog.jsonb_build_object('settings', others))::text, false);
end
$probe$`

interface Told {
  readonly refresh?: ServerError
  readonly unsteady?: boolean
  readonly settings: Probe['settings']
}

/** Tries a materialized view as it stands; null when that took too long or is not possible here. */
export async function probe(client: pg.Client, { view, concurrently }: Probed): Promise<Probe | null> {
  const work = {
    name: view.identity,
    how: concurrently ? 'concurrently ' : '',
    concurrently,
    populated: view.properties['populated'] !== false,
    query: String(view.properties['definition']).replace(/;\s*$/, ''),
    others: OTHERS,
  }
  const outcome = await told<Told>(client, PROBE, work)
  const error = outcome.refresh ?? null
  const unsteady = outcome.unsteady ?? false
  // What changes by itself tells nothing about settings.
  const settings = outcome.settings
    .map((one) => (unsteady ? { ...one, differs: false } : one))
    .sort((a, b) => ORDER.indexOf(a.setting) - ORDER.indexOf(b.setting))
  return { view, refresh: { concurrently, error }, unsteady, settings }
}
