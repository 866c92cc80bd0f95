import type pg from 'pg'
import { portions } from '../model/portions.js'
import { quoteLiteral } from '../model/sql.js'

/** Runs a DO block that finds its work in a parameter and leaves what it tells in another, all in one round trip. */
export async function told<T>(client: pg.Client, block: string, work: unknown): Promise<T> {
  const results = (await client.query(
    [
      `select pg_catalog.set_config('matview_check.work', ${quoteLiteral(JSON.stringify(work))}, false)`,
      block,
      `select pg_catalog.current_setting('matview_check.told') as told`,
    ].join(';\n'),
  )) as unknown as readonly { readonly rows: readonly { readonly told: string }[] }[]
  return JSON.parse(results.at(-1)?.rows[0]?.told ?? 'null') as T
}

/** As many relations does one transaction work on: more could ask for more locks than the server has room for. */
export const AT_ONCE = 200

/** Where the query of `toldOfEach` names the relation, which is its `$1`, too. */
export const RELATION = '%relation%'

const EACH = `do $each$
declare
  work jsonb := pg_catalog.current_setting('matview_check.work')::jsonb;
  one text; held jsonb; told jsonb := '{}';
begin
  for one in select pg_catalog.jsonb_array_elements_text(work->'relations') loop
    begin
      execute pg_catalog.replace(work->>'query', '${RELATION}', one) into held using one;
      told := told || pg_catalog.jsonb_build_object(one, held);
    exception when others then
    end;
  end loop;
  perform pg_catalog.set_config('matview_check.told', told::text, false);
end
$each$`

/**
 * What a query, which gives one jsonb, says of each relation, by their names as SQL needs them. One that is not there, or may not be
 * read, is left out.
 */
export async function toldOfEach<T>(
  client: pg.Client,
  query: string,
  relations: readonly string[],
): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>()
  for (const some of portions(relations, AT_ONCE)) {
    const here = await told<Record<string, T>>(client, EACH, { query, relations: some })
    for (const [relation, held] of Object.entries(here)) found.set(relation, held)
  }
  return found
}
