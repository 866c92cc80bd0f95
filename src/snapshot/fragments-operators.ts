import { functionName, operatorName, qualifiedName, typeName } from './outside.js'

/**
 * The operators and functions that depend on an operator class or, as loose members, on an operator family. Two jsonb members.
 * pg_dump tells them apart in the same way, by pg_depend (dumpOpclass, dumpOpfamily).
 */
export function operatorMembers(owner: 'pg_opclass' | 'pg_opfamily', oid: string): string {
  const members = (catalog: string): string => `pg_catalog.pg_depend md
      join pg_catalog.${catalog} mb on mb.oid = md.objid
      where md.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass
        and md.refclassid = 'pg_catalog.${owner}'::pg_catalog.regclass and md.refobjid = ${oid} and md.deptype <> 'n'`
  return `'operators', (
      select pg_catalog.jsonb_agg(pg_catalog.concat_ws(' ', mb.amopstrategy, ${operatorName('mb.amopopr')},
        case when mb.amopsortfamily <> 0 then 'for order by ' || ${qualifiedName('pg_opfamily', 'opf', 'mb.amopsortfamily')} end)
        order by mb.amopstrategy, mb.amoplefttype::pg_catalog.regtype::text, mb.amoprighttype::pg_catalog.regtype::text)
      from ${members('pg_amop')}),
    'functions', (
      select pg_catalog.jsonb_agg(pg_catalog.concat_ws(' ', mb.amprocnum,
        '(' || ${typeName('mb.amproclefttype')} || ', ' || ${typeName('mb.amprocrighttype')} || ')', ${functionName('mb.amproc')})
        order by mb.amprocnum, mb.amproclefttype::pg_catalog.regtype::text, mb.amprocrighttype::pg_catalog.regtype::text)
      from ${members('pg_amproc')})`
}
