import { notOfExtension, relationKind, userSchema } from './fragments.js'
import type { Kind } from './kind.js'
import { KINDS } from './kinds/all.js'

/**
 * Every relation that is the user's, with the key under which a snapshot holds it. Left out: system and temporary
 * schemas, members of extensions, TOAST tables, and the migration tool's own version table, named by `$1` in the
 * schema `$2` (null: wherever the connection's search_path put it).
 */
function relations(only: string): string {
  return `relation as materialized (
  select c.oid, c.relkind, n.nspname as schema, c.relname as name,
    pg_catalog.format('%I.%I', n.nspname, c.relname) as identity,
    ${relationKind('c.relkind')} || ' ' || pg_catalog.format('%I.%I', n.nspname, c.relname) as key
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'f', 'v', 'm', 'S', 'c', 'i', 'I')
    and ${userSchema('n.nspname')}
    and ${notOfExtension('c.oid', 'pg_class')}
    and not (c.relkind = 'r' and c.relname = $1::text and n.nspname = coalesce($2::text, n.nspname))${only}
)`
}

/** Its definitions come from functions that read the current state, whatever the transaction sees, so it is run only while no step runs. */
function statement(kinds: readonly Kind[], version: number, only = ''): string {
  const parts = kinds.map((kind) => kind.sql(version).trim())
  return `with ${relations(only)}
select s.kind, s.relation, s.oid, s.schema, s.name, s.identity, s.parent, s.properties::text, s.minor::text
from (
select null::text as kind, 0::oid as relation, 0::oid as oid, null::text as schema, null::text as name,
  null::text as identity, null::text as parent, null::pg_catalog.jsonb as properties, null::pg_catalog.jsonb as minor
where false
union all
${parts.join('\nunion all\n')}
) s`
}

const ofScope = (scope: Kind['scope']): readonly Kind[] => KINDS.filter((kind) => kind.scope === scope)

/** Reads every object outside relations; parameters `$1` and `$2` as above. */
export const databaseStatement = (version: number): string => statement(ofScope('database'), version)

/** Reads every object of every relation. */
export const relationStatement = (version: number): string => statement(ofScope('relation'), version)

/** A statement that reads some kinds alone. */
export interface Part {
  readonly name: string
  readonly text: string
  /** The kinds of object it gives. */
  readonly kinds: readonly string[]
  /** The catalogs it reads; what its functions read is printed by name, and a change of a name has read anew what depends on it. */
  readonly catalogs: ReadonlySet<string>
  /** The catalog in which a row stands for each of its objects; undefined where that is not known. */
  readonly rows: string | undefined
}

/** One statement for each kind outside relations. */
export const databaseParts = (version: number): readonly Part[] =>
  ofScope('database').map((kind) => {
    const sql = kind.sql(version)
    const named = sql.matchAll(/\bpg_catalog\.(pg_\w+)\b(?!\()/g)
    const [from, ...more] = sql.matchAll(/\bfrom pg_catalog\.(pg_\w+) x\b/g)
    return {
      name: kind.kinds.join(),
      text: statement([kind], version),
      kinds: kind.kinds,
      catalogs: new Set([...named].map(([, catalog = '']) => catalog)),
      rows: kind.rows ?? (more.length === 0 ? from?.[1] : undefined),
    }
  })

/** The kinds of object that belong to relations. */
export const RELATION_KINDS: readonly Kind[] = ofScope('relation')

/**
 * Reads the objects of some kinds that belong to relations: to those whose oids are in `$3`, which must name their indexes too, or to
 * all, which for many takes a fraction of the time.
 */
export const relationPart = (
  kinds: readonly Kind[],
  version: number,
  which: 'some' | 'all',
): Pick<Part, 'name' | 'text'> => ({
  name: `${which} relations ${kinds.map((kind) => RELATION_KINDS.indexOf(kind)).join()}`,
  text: statement(kinds, version, which === 'all' ? '' : '\n    and c.oid = any ($3::oid[])'),
})

/** Which slot the objects of a kind share their names in. */
export const SLOTS: ReadonlyMap<string, string> = new Map(
  KINDS.flatMap((kind) => kind.kinds.map((name) => [name, kind.slot])),
)
