import type { Kind } from '../kind.js'
import { optionsWithoutSecrets } from '../outside.js'

/** User mappings, through the view that everybody may read; it shows the options only to those they concern. */
export const userMapping: Kind = {
  kinds: ['user mapping'],
  slot: 'user mapping',
  scope: 'database',
  sql: () => `
select 'user mapping', 0::oid, x.umid, null::text, x.usename::text,
  pg_catalog.format('FOR %s SERVER %I', case when x.umuser = 0 then 'PUBLIC' else pg_catalog.quote_ident(x.usename) end, x.srvname),
  'server ' || pg_catalog.quote_ident(x.srvname),
  pg_catalog.jsonb_build_object('options', ${optionsWithoutSecrets('x.umoptions')}), '{}'::pg_catalog.jsonb
from pg_catalog.pg_user_mappings x`,
}
