/**
 * Grants as what was given beyond PostgreSQL's default for the object and what was taken from it, so that an ACL that
 * is null, one that spells out the default, and one after GRANT and REVOKE are the same. Two jsonb members.
 * `type` is the letter that acldefault() takes for the kind of object.
 * https://www.postgresql.org/docs/current/functions-info.html (acldefault, aclexplode)
 */
export function grants(acl: string, type: string, owner: string): string {
  const standard = `pg_catalog.aclexplode(pg_catalog.acldefault('${type}', ${owner}))`
  const actual = `pg_catalog.aclexplode(${acl})`
  return `'grants', case when ${acl} is not null then ${privileges(actual, standard, owner)} end,
    'revoked', case when ${acl} is not null then ${privileges(standard, actual, owner)} end`
}

/** PostgreSQL's own objects belong to the role that initdb made: BOOTSTRAP_SUPERUSERID, src/include/catalog/pg_authid.dat. */
const SUPERUSER = '10::pg_catalog.oid'

/**
 * What one list of grants has beyond another, by grantee; two calls of aclexplode(). Who gave a privilege is told where it was not
 * the owner: a superuser and a member of the owner's role grant in the owner's name, and what another gave the owner cannot revoke.
 * https://www.postgresql.org/docs/current/sql-grant.html, https://www.postgresql.org/docs/current/sql-revoke.html
 */
export function privileges(of: string, without: string, owner = SUPERUSER): string {
  return `(
      select pg_catalog.jsonb_object_agg(g.grantee, g.privileges)
      from (
        select case when a.grantee = 0 then 'PUBLIC' else pg_catalog.pg_get_userbyid(a.grantee)::text end as grantee,
          pg_catalog.jsonb_agg(
            pg_catalog.concat(a.privilege_type, case when a.is_grantable then ' WITH GRANT OPTION' end,
              case when a.grantor <> ${owner} then ' GRANTED BY ' || pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantor)) end)
            order by a.privilege_type, a.grantor <> ${owner}, pg_catalog.pg_get_userbyid(a.grantor)) as privileges
        from (
          select grantee, grantor, privilege_type, is_grantable from ${of}
          except
          select grantee, grantor, privilege_type, is_grantable from ${without}
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

/** The extensions with which an object is dropped though it is no member of them: ALTER … DEPENDS ON EXTENSION. */
export function dependsOnExtensions(oid: string, catalog: string): string {
  return `(
      select pg_catalog.jsonb_agg(xe.extname order by xe.extname)
      from pg_catalog.pg_depend xd
      join pg_catalog.pg_extension xe on xe.oid = xd.refobjid
      where xd.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass and xd.objid = ${oid} and xd.deptype = 'x')`
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

/** Replica identity where it is not the default. Which index it uses is told with that index. */
export function replicaIdentity(letter: string): string {
  return `case ${letter} when 'f' then 'full' when 'n' then 'nothing' when 'i' then 'index' end`
}

/**
 * The name without its number where PostgreSQL chose it and added one because the plain one was taken: `t_a_key` for
 * `t_a_key1`; else null. `columns` is the part between table and label, an expression that is evaluated only for names
 * with a number. Of a name cut to 63 bytes, which loses more with a number, it is the whole name, with and without one.
 * https://github.com/postgres/postgres/blob/master/src/backend/commands/indexcmds.c (makeObjectName, ChooseRelationName)
 */
export function generatedName(name: string, table: string, columns: string, label: string): string {
  const expected = `pg_catalog.concat_ws('_', ${table}, nullif(${columns}, ''), '${label}')`
  return `case when ${name} ~ '_${label}[0-9]*$' and (${name} ~ '[0-9]$' or pg_catalog.octet_length(${name}::text) >= 60) then (
      select case
        when pg_catalog.regexp_replace(${name}::text, '[0-9]+$', '') = full_name then full_name
        when pg_catalog.octet_length(full_name) >= 63 and pg_catalog.octet_length(${name}::text) >= 60
          and pg_catalog.starts_with(${name}::text, pg_catalog.left(full_name, 20)) then full_name
      end from (select ${expected} as full_name) g) end`
}

/** Parents of a table in the order of INHERITS; a partition has one. `c` is pg_class's alias. */
export function inherits(version: number): string {
  const parents = (what: string): string => `(
      select ${what} from pg_catalog.pg_inherits i where i.inhrelid = c.oid)`
  return `'inherits', case when c.relispartition or exists (select from pg_catalog.pg_inherits i where i.inhrelid = c.oid)
      then ${parents('pg_catalog.jsonb_agg(i.inhparent::pg_catalog.regclass::text order by i.inhseqno)')} end,
    ${version >= 140000 ? `'detach_pending', case when c.relispartition then ${parents('nullif(pg_catalog.bool_or(i.inhdetachpending), false)')} end,` : ''}
    'partition_bound', case when c.relispartition then pg_catalog.pg_get_expr(c.relpartbound, c.oid) end`
}

/** The names of a table's columns in their order, as a minor property. */
export function columnOrder(oid: string): string {
  return `'column_order', (
    select pg_catalog.jsonb_agg(oa.attname order by oa.attnum) from pg_catalog.pg_attribute oa
    where oa.attrelid = ${oid} and oa.attnum > 0 and not oa.attisdropped)`
}

/** Names of an index's own columns, as they stand in a generated name. */
export function indexColumnNames(index: string): string {
  return `(
        select pg_catalog.string_agg(ga.attname, '_' order by ga.attnum) from pg_catalog.pg_attribute ga
        where ga.attrelid = ${index} and ga.attnum > 0)`
}

/** Statistics targets of an index's columns that are not the default, by the column's number. */
export function indexStatistics(index: string): string {
  return `(
      select pg_catalog.jsonb_object_agg(sa.attnum, sa.attstattarget) from pg_catalog.pg_attribute sa
      where sa.attrelid = ${index} and sa.attstattarget >= 0)`
}

/** Columns of a view or materialized view as one jsonb array in their order, each with what can be set on it.
 * `relation` is an expression over the outer query, whose aliases must not be those used in here; compression is told
 * where the server's version is given. */
export function viewColumns(relation: string, version = 0): string {
  return `(
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
        'name', va.attname,
        'type', pg_catalog.format_type(va.atttypid, va.atttypmod),
        'collation', case when va.attcollation <> vt.typcollation then va.attcollation::pg_catalog.regcollation::text end,
        'default', pg_catalog.pg_get_expr(vd.adbin, vd.adrelid),
        'statistics', case when va.attstattarget >= 0 then va.attstattarget end,
        'storage', case when va.attstorage <> vt.typstorage then va.attstorage end,
        ${version >= 140000 ? `'compression', case when va.attcompression <> '' then va.attcompression end,` : ''}
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

/** The keys of the relations that a view or materialized view reads, system catalogs left out; null when there are none. */
export function relationsRead(oid: string): string {
  return `(
      select pg_catalog.jsonb_agg(distinct ${relationKind('rc.relkind')} || ' ' || pg_catalog.format('%I.%I', rn.nspname, rc.relname))
      from pg_catalog.pg_rewrite rw
      join pg_catalog.pg_depend rd on rd.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and rd.objid = rw.oid
        and rd.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and rd.refobjid <> rw.ev_class
      join pg_catalog.pg_class rc on rc.oid = rd.refobjid
      join pg_catalog.pg_namespace rn on rn.oid = rc.relnamespace
      where rw.ev_class = ${oid} and rw.rulename = '_RETURN' and rn.nspname <> 'pg_catalog')`
}

/** The kind of a relation, as CatalogObject has it, from pg_class.relkind. */
export function relationKind(relkind: string): string {
  return `case ${relkind}
      when 'r' then 'table' when 'p' then 'table' when 'f' then 'foreign table' when 'v' then 'view'
      when 'm' then 'materialized view' when 'S' then 'sequence' when 'c' then 'type' else 'index' end`
}

/** The labels of what all databases share, of which pg_seclabel holds none: https://www.postgresql.org/docs/current/catalog-pg-shseclabel.html */
export function sharedLabels(oid: string, catalog: string): string {
  return `(
      select pg_catalog.jsonb_object_agg(l.provider, l.label) from pg_catalog.pg_shseclabel l
      where l.objoid = ${oid} and l.classoid = 'pg_catalog.${catalog}'::pg_catalog.regclass)`
}

/** What is shown of a secret, from its md5: enough to see that it changed, too little to find it out. */
export function hidden(md5: string): string {
  return `'(hidden, ' || pg_catalog.left(${md5}, 4) || ')'`
}
