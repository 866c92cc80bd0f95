/**
 * Grants as what was given beyond PostgreSQL's default for the object and what was taken from it, so that an ACL that
 * is null, one that spells out the default, and one after GRANT and REVOKE are the same. Two jsonb members.
 * `type` is the letter that acldefault() takes for the kind of object.
 * https://www.postgresql.org/docs/current/functions-info.html (acldefault, aclexplode)
 */
export function grants(acl: string, type: string, owner: string): string {
  const standard = `pg_catalog.aclexplode(pg_catalog.acldefault('${type}', ${owner}))`
  const actual = `pg_catalog.aclexplode(${acl})`
  return `'grants', case when ${acl} is not null then ${privileges(actual, standard)} end,
    'revoked', case when ${acl} is not null then ${privileges(standard, actual)} end`
}

function privileges(of: string, without: string): string {
  return `(
      select pg_catalog.jsonb_object_agg(g.grantee, g.privileges)
      from (
        select case when a.grantee = 0 then 'PUBLIC' else pg_catalog.pg_get_userbyid(a.grantee)::text end as grantee,
          pg_catalog.jsonb_agg(
            a.privilege_type || case when a.is_grantable then ' WITH GRANT OPTION' else '' end
            order by a.privilege_type) as privileges
        from (
          select grantee, privilege_type, is_grantable from ${of}
          except
          select grantee, privilege_type, is_grantable from ${without}
        ) a
        group by 1
      ) g)`
}

/** LEFT JOIN that gives the comment of an object as `${alias}.description`. */
export function commentJoin(alias: string, oid: string, catalog: string, column = '0'): string {
  return `left join pg_catalog.pg_description ${alias}
      on ${alias}.objoid = ${oid} and ${alias}.classoid = 'pg_catalog.${catalog}'::pg_catalog.regclass
      and ${alias}.objsubid = ${column}`
}

/** Condition that an object is not a member of an extension. */
export function notOfExtension(oid: string, catalog: string): string {
  return `not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass and e.objid = ${oid} and e.deptype = 'e')`
}

/** Condition that a schema is the user's: not PostgreSQL's own, and nobody's temporary one. */
export function userSchema(name: string): string {
  return `${name} <> 'information_schema' and ${name} !~ '^pg_'`
}

/** A text array such as reloptions, in a fixed order. */
export function sortedArray(array: string): string {
  return `case when ${array} is not null then
      (select pg_catalog.jsonb_agg(o order by o) from pg_catalog.unnest(${array}) o) end`
}

/** The name of a tablespace; null for the database's default one. */
export function tablespace(oid: string): string {
  return `(select s.spcname from pg_catalog.pg_tablespace s where s.oid = ${oid})`
}

/** Columns of a view or materialized view as one jsonb array in their order, each with what can be set on it.
 * `relation` is an expression over the outer query, whose aliases must not be those used in here. */
export function viewColumns(relation: string): string {
  return `(
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
        'name', va.attname,
        'type', pg_catalog.format_type(va.atttypid, va.atttypmod),
        'collation', case when va.attcollation <> vt.typcollation then va.attcollation::pg_catalog.regcollation::text end,
        'default', pg_catalog.pg_get_expr(vd.adbin, vd.adrelid),
        'statistics', case when va.attstattarget >= 0 then va.attstattarget end,
        'storage', case when va.attstorage <> vt.typstorage then va.attstorage end,
        'options', ${sortedArray('va.attoptions')},
        ${grants('va.attacl', 'c', 'vc.relowner')},
        'comment', vm.description
      )) order by va.attnum)
      from pg_catalog.pg_attribute va
      join pg_catalog.pg_class vc on vc.oid = va.attrelid
      join pg_catalog.pg_type vt on vt.oid = va.atttypid
      left join pg_catalog.pg_attrdef vd on vd.adrelid = va.attrelid and vd.adnum = va.attnum
      ${commentJoin('vm', 'va.attrelid', 'pg_class', 'va.attnum')}
      where va.attrelid = ${relation} and va.attnum > 0 and not va.attisdropped)`
}
