import { commentJoin, grants, hidden, notOfExtension, userSchema } from './fragments.js'

/** Where the objects of one catalog that stand outside relations have what all such objects have. The catalog's alias is `x`. */
export interface Outside {
  readonly kind: string
  readonly catalog: string
  /** The column with the schema's oid; left out for objects that live in none. */
  readonly schema?: string
  /** SQL of the bare name. */
  readonly name: string
  /** SQL of the identity; left out where it is the name, with its schema when there is one. `n.nspname` is the schema. */
  readonly identity?: string
  /** The column with the owner's oid. */
  readonly owner?: string
  /** The column with the grants, and the letter acldefault() takes for the kind. */
  readonly acl?: readonly [column: string, type: string]
  /** The jsonb members that are the kind's own. */
  readonly properties: string
  readonly joins?: string
  readonly where?: string
}

/**
 * The SELECT of a kind: what users made of it, members of extensions left out. PostgreSQL's own objects have oids below 16384
 * (FirstNormalObjectId, src/include/access/transam.h); asking for those above goes through the catalog's index.
 */
export function outside(kind: Outside): string {
  const { catalog, schema, name, owner, acl } = kind
  const inSchema = schema !== undefined
  const identity =
    kind.identity ??
    (inSchema ? `pg_catalog.format('%I.%I', n.nspname, ${name})` : `pg_catalog.quote_ident(${name})`)
  const members = [
    kind.properties,
    ...(owner === undefined ? [] : [`'owner', pg_catalog.pg_get_userbyid(x.${owner})`]),
    ...(owner === undefined || acl === undefined ? [] : [grants(`x.${acl[0]}`, acl[1], `x.${owner}`)]),
    `'comment', d.description`,
  ]
  return `
select '${kind.kind}', 0::oid, x.oid, ${inSchema ? 'n.nspname::text' : 'null::text'}, (${name})::text, ${identity}, null::text,
  pg_catalog.jsonb_build_object(
    ${members.filter((one) => one !== '').join(',\n    ')}
  ), '{}'::pg_catalog.jsonb
from pg_catalog.${catalog} x
${inSchema ? `join pg_catalog.pg_namespace n on n.oid = x.${schema}` : ''}
${kind.joins ?? ''}
${commentJoin('d', 'x.oid', catalog)}
where x.oid >= 16384 and ${notOfExtension('x.oid', catalog)}${inSchema ? `\n  and ${userSchema('n.nspname')}` : ''}${
    kind.where === undefined ? '' : `\n  and ${kind.where}`
  }`
}

/** A function with its argument types; null for none. `column` holds the function's oid, as regproc or oid. */
export function functionName(column: string): string {
  return `case when ${column}::oid <> 0 then ${column}::oid::pg_catalog.regprocedure::text end`
}

/** A type's name, its schema with it where it is not PostgreSQL's own; null for none. */
export function typeName(column: string): string {
  return `case when ${column} <> 0 then pg_catalog.format_type(${column}, null) end`
}

/** An operator with its argument types; null for none. */
export function operatorName(column: string): string {
  return `case when ${column}::oid <> 0 then ${column}::oid::pg_catalog.regoperator::text end`
}

/** The name of a row of a catalog whose objects live in schemas, as `schema.name`. */
export function qualifiedName(catalog: string, prefix: string, oid: string): string {
  return `(
      select pg_catalog.format('%I.%I', qn.nspname, q.${prefix}name) from pg_catalog.${catalog} q
      join pg_catalog.pg_namespace qn on qn.oid = q.${prefix}namespace where q.oid = ${oid})`
}

/**
 * Options of a foreign server or a user mapping, in a fixed order. Of what looks like a secret only a short hash is shown.
 */
export function optionsWithoutSecrets(array: string): string {
  return `case when ${array} is not null then (
      select pg_catalog.jsonb_agg(case
        when pg_catalog.split_part(o, '=', 1) ~* '(pass|secret|token|key|credential)'
          then pg_catalog.split_part(o, '=', 1) || '=' || ${hidden('pg_catalog.md5(o)')}
        else o end order by o)
      from pg_catalog.unnest(${array}) o) end`
}
