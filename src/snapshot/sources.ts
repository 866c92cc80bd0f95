/**
 * A catalog whose rows make up what the kinds read. A change of a row is seen by its row version (xmin), a row that is gone by the
 * number of rows.
 */
export interface Source {
  readonly catalog: string
  /** Names the row within its catalog. */
  readonly id: string
  /** The relation whose objects depend on the row; 0 for what stands outside relations. */
  readonly relation: string
  /** What the definitions of other objects print of the row; when it changes, they are read anew. */
  readonly prints: string
  readonly where: string
  /** False where a row never goes without a change in another source. */
  readonly counted: boolean
  /** The server version that brought the catalog; left out where all have it. */
  readonly since?: number
}

/** Below are PostgreSQL's own objects: FirstNormalObjectId, src/include/access/transam.h. */
export const USER = 16384
const NOTHING = `''`

/** The relation that an object is or belongs to, from the columns of `x` that name the object; 0 outside relations. */
export function relationOf(classid: string, objid: string): string {
  const ownedBy = (catalog: string, column: string): string =>
    `when 'pg_catalog.${catalog}'::pg_catalog.regclass
          then (select o.${column} from pg_catalog.${catalog} o where o.oid = ${objid})`
  return `coalesce(case ${classid}
        when 'pg_catalog.pg_class'::pg_catalog.regclass then ${objid}
        ${ownedBy('pg_attrdef', 'adrelid')}
        ${ownedBy('pg_constraint', 'conrelid')}
        ${ownedBy('pg_trigger', 'tgrelid')}
        ${ownedBy('pg_rewrite', 'ev_class')}
        ${ownedBy('pg_policy', 'polrelid')}
        ${ownedBy('pg_statistic_ext', 'stxrelid')}
      end, 0::oid)`
}

/** Those of a class of objects that have a low oid all the same; asked for in this way PostgreSQL takes the index. */
const belowUser = (classoid: string, catalog: string): string =>
  `x.classoid = 'pg_catalog.${classoid}'::pg_catalog.regclass
      and x.objoid = any (array(select l.oid from pg_catalog.${catalog} l where l.oid < ${USER}))`

/**
 * What is seldom changed and holds few rows: of these catalogs the version of every row is read. A kind that names one of them is read
 * anew when a row came, went or changed; everything is when a row prints something else.
 */
export const SELDOM: readonly Source[] = [
  simple('pg_aggregate', 'x.aggfnoid::oid', '0::oid'),
  simple('pg_range', 'x.rngtypid', '0::oid'),
  simple('pg_event_trigger', 'x.oid', '0::oid'),
  simple('pg_cast', 'x.oid', '0::oid'),
  simple('pg_opfamily', 'x.oid', '0::oid'),
  simple('pg_amop', 'x.oid', '0::oid'),
  simple('pg_amproc', 'x.oid', '0::oid'),
  simple('pg_conversion', 'x.oid', '0::oid'),
  named('pg_ts_config', `cfgnamespace || '.' || x.cfgname`),
  named('pg_ts_dict', `dictnamespace || '.' || x.dictname`),
  simple('pg_ts_parser', 'x.oid', '0::oid'),
  simple('pg_ts_template', 'x.oid', '0::oid'),
  {
    ...simple('pg_ts_config_map', 'x.mapcfg', '0::oid'),
    id: `x.mapcfg || '.' || x.maptokentype || '.' || x.mapseqno`,
  },
  named('pg_foreign_data_wrapper', 'fdwname'),
  named('pg_foreign_server', 'srvname'),
  simple('pg_publication', 'x.oid', '0::oid'),
  simple('pg_publication_rel', 'x.oid', '0::oid'),
  { ...simple('pg_publication_namespace', 'x.oid', '0::oid'), since: 150000 },
  named('pg_am', 'amname'),
  simple('pg_transform', 'x.oid', '0::oid'),
  named('pg_language', 'lanname'),
  simple('pg_default_acl', 'x.oid', '0::oid'),
  { ...simple('pg_largeobject_metadata', 'x.oid', '0::oid'), where: 'true' },
  {
    ...simple('pg_seclabel', 'x.objoid', '0::oid'),
    // The label of what became a member of an extension is left out with it.
    id: `pg_catalog.concat_ws('.', x.classoid, x.objoid, x.objsubid, x.provider, exists (
      select from pg_catalog.pg_depend e where e.classid = x.classoid and e.objid = x.objoid and e.deptype = 'e'))`,
  },
  { ...simple('pg_database', 'x.oid', '0::oid'), where: 'x.datname = pg_catalog.current_database()' },
  { ...ofDatabase('pg_db_role_setting', 'x.setdatabase'), id: 'x.setrole::text' },
  named('pg_collation', `collnamespace || '.' || x.collname`),
  named('pg_operator', `oprnamespace || '.' || x.oprname`),
  named('pg_opclass', `opcnamespace || '.' || x.opcname`),
  { ...named('pg_extension', 'extname'), where: 'true' },
  ofDatabase('pg_shdescription', 'x.objoid'),
  sharedLabels(),
]

/** What is watched row by row. */
export const SOURCES: readonly Source[] = [
  {
    catalog: 'pg_class',
    id: 'x.oid::text',
    relation: `case when x.relkind = 'c' then 0::oid else x.oid end`,
    // The tracker tells the relkind from it.
    prints: `x.relkind::text || x.relnamespace::text || '.' || x.relname`,
    where: `x.oid >= ${USER} and x.relkind <> 't'`,
    counted: true,
  },
  {
    catalog: 'pg_attribute',
    id: `x.attrelid || '.' || x.attnum`,
    relation: 'x.attrelid',
    prints: 'x.attname',
    where: `x.attrelid >= ${USER} and x.attnum > 0`,
    // A dropped column's row stays, with another name.
    counted: false,
  },
  // The column's own row says whether it has a default.
  { ...simple('pg_attrdef', 'x.oid', 'x.adrelid'), counted: false },
  // ON CONFLICT ON CONSTRAINT prints the name.
  { ...simple('pg_constraint', 'x.oid', 'x.conrelid'), prints: 'x.conname' },
  { ...simple('pg_index', 'x.indexrelid', 'x.indrelid'), counted: false },
  simple('pg_rewrite', 'x.oid', 'x.ev_class'),
  simple('pg_trigger', 'x.oid', 'x.tgrelid'),
  simple('pg_policy', 'x.oid', 'x.polrelid'),
  simple('pg_statistic_ext', 'x.oid', 'x.stxrelid'),
  { ...simple('pg_foreign_table', 'x.ftrelid', 'x.ftrelid'), counted: false },
  { ...simple('pg_sequence', 'x.seqrelid', 'x.seqrelid'), counted: false },
  { ...simple('pg_partitioned_table', 'x.partrelid', 'x.partrelid'), counted: false },
  {
    catalog: 'pg_inherits',
    id: `x.inhrelid || '.' || x.inhparent`,
    relation: 'x.inhrelid',
    prints: NOTHING,
    where: `x.inhrelid >= ${USER}`,
    counted: true,
  },
  {
    catalog: 'pg_description',
    id: `x.classoid || '.' || x.objoid || '.' || x.objsubid`,
    relation: relationOf('x.classoid', 'x.objoid'),
    prints: NOTHING,
    // Of what initdb made, the schema public, whose oid is 2200, and plpgsql are the user's. A large object's oid can be chosen.
    where: `x.objoid >= ${USER} or x.objoid = 2200
      or ${belowUser('pg_extension', 'pg_extension')} or ${belowUser('pg_largeobject', 'pg_largeobject_metadata')}`,
    counted: true,
  },
  {
    // What belongs to an extension or goes with one: the other dependencies come and go with their objects.
    catalog: 'pg_depend',
    id: `x.classid || '.' || x.objid || '.' || x.objsubid || '.' || x.refobjid || '.' || x.deptype::text`,
    relation: relationOf('x.classid', 'x.objid'),
    prints: NOTHING,
    where: `x.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass`,
    counted: true,
  },
  { ...named('pg_namespace', 'nspname'), where: `x.nspname !~ '^pg_(toast_)?temp_'` },
  {
    // What its columns print of a type beside its name: where they are stored, and what stands in parentheses.
    ...named('pg_type', `typnamespace || '.' || x.typname || ' ' || x.typstorage::text || x.typmodout::oid`),
    // A relation's row type and its array come and go with the relation; of a composite type only the grants are not in pg_class.
    where: `x.oid >= ${USER} and (x.typrelid = 0 or x.typacl is not null) and x.typoutput <> 'pg_catalog.array_out'::pg_catalog.regproc`,
  },
  named('pg_enum', 'enumlabel'),
  named('pg_proc', `pronamespace || '.' || x.proname`),
]

/** Rows of a catalog that all databases share, which speak of this one. An oid may be that of something else too: no matter. */
function ofDatabase(catalog: string, column: string): Source {
  const where = `${column} = (select b.oid from pg_catalog.pg_database b where b.datname = pg_catalog.current_database())`
  return { catalog, id: `${column}::text`, relation: '0::oid', prints: NOTHING, where, counted: true }
}

/** The labels of this database and of all subscriptions. */
function sharedLabels(): Source {
  const ofThis = ofDatabase('pg_shseclabel', 'x.objoid')
  return {
    ...ofThis,
    id: `x.classoid || '.' || x.objoid || '.' || x.provider`,
    where: `${ofThis.where} or x.classoid = 'pg_catalog.pg_subscription'::pg_catalog.regclass`,
  }
}

function simple(catalog: string, id: string, relation: string): Source {
  return { catalog, id: `${id}::text`, relation, prints: NOTHING, where: `${id} >= ${USER}`, counted: true }
}

function named(catalog: string, prints: string): Source {
  const where = `x.oid >= ${USER}`
  return { catalog, id: 'x.oid::text', relation: '0::oid', prints: `x.${prints}`, where, counted: true }
}

/** The ids of all rows of a source, as one text array. */
export function allIds({ catalog, id, where }: Source): string {
  return `select coalesce(pg_catalog.array_agg(${id}), '{}') as ids from pg_catalog.${catalog} x where ${where}`
}

/** Those of the ids in `$1` that are still there. Null where the source's rows are not named by an oid, which has an index. */
export function remainingIds(source: Source): string | null {
  const column = /^(x\.\w+)::text$/.exec(source.id)?.[1]
  return column === undefined ? null : `${allIds(source)} and ${column} = any ($1::text[]::oid[])`
}
