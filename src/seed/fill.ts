import type pg from 'pg'
import { portions } from '../model/portions.js'
import { inserts, parentsFirst } from './rows.js'
import type { TableShape } from './tables.js'
import { AT_ONCE, told } from './told.js'

/** A table that stays empty, with the reason: what PostgreSQL said to the first attempt. */
export interface Unfilled {
  readonly table: string
  readonly reason: string
}

/**
 * For each table the first INSERT that PostgreSQL takes. Triggers and rules of the user's are not run, since they may do anything;
 * only a superuser may ask for that. Keys are checked at once, not at the commit, which would undo every table.
 */
const FILL = `do $fill$
declare
  one record; attempt text; reason text; holds_rows boolean; switched boolean; told jsonb := '[]';
begin
  set constraints all immediate;
  for one in select w.item->>'name' as name, (w.item->>'hooked')::boolean as hooked, w.item->'inserts' as inserts
    from pg_catalog.jsonb_array_elements(pg_catalog.current_setting('matview_check.work')::jsonb) with ordinality w (item, n) order by n
  loop
    reason := null;
    switched := false;
    begin
      execute 'select exists (select from ' || one.name || ')' into holds_rows;
      if one.hooked and not holds_rows then
        perform pg_catalog.set_config('session_replication_role', 'replica', true);
        switched := true;
      end if;
    exception when others then
      holds_rows := true;
      reason := sqlerrm;
    end;
    if not holds_rows then
      for attempt in select pg_catalog.jsonb_array_elements_text(one.inserts) loop
        begin
          execute attempt;
          reason := null;
          exit;
        exception when others then
          reason := coalesce(reason, sqlerrm);
        end;
      end loop;
    end if;
    if switched then
      perform pg_catalog.set_config('session_replication_role', 'origin', true);
    end if;
    if reason is not null then
      told := told || pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('table', one.name, 'reason', reason));
    end if;
  end loop;
  perform pg_catalog.set_config('matview_check.told', told::text, false);
end
$fill$`

/** Gives rows to those of the tables that are empty. Gives those that could not be filled. */
export async function fill(client: pg.Client, tables: readonly TableShape[]): Promise<readonly Unfilled[]> {
  const ordered = parentsFirst(tables).filter(({ columns }) => columns.length > 0)
  const unfilled: Unfilled[] = []
  for (const some of portions(ordered, AT_ONCE)) {
    const work = some.map((table) => ({ name: table.name, hooked: table.hooked, inserts: inserts(table) }))
    unfilled.push(...(await told<readonly Unfilled[]>(client, FILL, work)))
  }
  const partitions = new Set(ordered.flatMap(({ name, isPartition }) => (isPartition ? [name] : [])))
  return unfilled.filter(({ table }) => !partitions.has(table))
}
