import type { Kind } from '../kind.js'
import { outside, qualifiedName } from '../outside.js'

/** Text search configurations, with the dictionaries for each kind of token in their order. */
export const textSearchConfiguration: Kind = {
  kinds: ['text search configuration'],
  slot: 'text search configuration',
  scope: 'database',
  sql: () =>
    outside({
      kind: 'text search configuration',
      catalog: 'pg_ts_config',
      schema: 'cfgnamespace',
      name: 'x.cfgname',
      owner: 'cfgowner',
      properties: `'parser', ${qualifiedName('pg_ts_parser', 'prs', 'x.cfgparser')},
    'mapping', (
      select pg_catalog.jsonb_object_agg(t.alias, t.dictionaries) from (
        select k.alias, pg_catalog.jsonb_agg(${qualifiedName('pg_ts_dict', 'dict', 'm.mapdict')} order by m.mapseqno) as dictionaries
        from pg_catalog.pg_ts_config_map m
        join pg_catalog.ts_token_type(x.cfgparser) k on k.tokid = m.maptokentype
        where m.mapcfg = x.oid
        group by k.alias) t)`,
    }),
}
