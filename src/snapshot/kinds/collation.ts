import type { Kind } from '../kind.js'
import { outside } from '../outside.js'

/** Collations. The version is left out: it is that of the operating system's or ICU's library, not the user's. */
export const collation: Kind = {
  kinds: ['collation'],
  slot: 'collation',
  scope: 'database',
  sql: (version) =>
    outside({
      kind: 'collation',
      catalog: 'pg_collation',
      schema: 'collnamespace',
      name: 'x.collname',
      owner: 'collowner',
      properties: `'provider', case x.collprovider when 'c' then 'libc' when 'i' then 'icu' when 'b' then 'builtin' when 'd' then 'default' end,
    'lc_collate', x.collcollate, 'lc_ctype', x.collctype,
    'locale', ${version >= 170000 ? 'x.colllocale' : version >= 150000 ? 'x.colliculocale' : 'null'},
    'rules', ${version >= 160000 ? 'x.collicurules' : 'null'},
    'deterministic', case when not x.collisdeterministic then false end,
    'encoding', case when x.collencoding >= 0 then pg_catalog.pg_encoding_to_char(x.collencoding) end`,
    }),
}
