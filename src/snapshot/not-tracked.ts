/** Catalogs of which a snapshot holds nothing, each with the reason. `__tests__/snapshot/coverage.test.ts` knows of no other. */
export const NOT_TRACKED: Readonly<Record<string, string>> = {
  pg_shdepend: 'Follows from the owners and grants of the objects.',
  pg_largeobject: 'The content of large objects: data, not schema.',
  pg_statistic: 'What ANALYZE found out: data, not schema.',
  pg_statistic_ext_data: 'What ANALYZE found out: data, not schema.',
  pg_subscription_rel: 'How far replication has come for each table: data, not schema.',
  pg_replication_origin: 'How far replication has come, for the whole server: data, not schema.',
}

/** Catalogs that no SELECT names because a function of PostgreSQL prints what is in them: the kind, and the function. */
export const PRINTED: Readonly<Record<string, readonly [kind: string, by: string]>> = {
  pg_partitioned_table: ['table', 'pg_get_partkeydef'],
}

const IDENTITY = 'a number that means nothing'
const DERIVED = 'follows from other columns or rows'
const STATE = "the server's own state, not what a user set"

/** Columns of the catalogs above that no SELECT names: by catalog, the reason and the columns. */
export const NOT_READ: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pg_amop: { [DERIVED]: 'amopfamily amoppurpose amopmethod' },
  pg_amproc: { [DERIVED]: 'amprocfamily' },
  pg_attrdef: { [IDENTITY]: 'oid' },
  pg_attribute: {
    [DERIVED]: 'attlen attbyval attalign atthasdef attndims attcacheoff',
    [STATE]: 'atthasmissing attmissingval',
  },
  pg_authid: { 'never read: a secret': 'rolpassword' },
  pg_auth_members: { [IDENTITY]: 'oid' },
  pg_cast: {},
  pg_class: {
    [IDENTITY]: 'reltype relfilenode reltoastrelid relrewrite',
    [DERIVED]: 'relhasindex relisshared relnatts relchecks relhasrules relhastriggers relhassubclass',
    [STATE]: 'relpages reltuples relallvisible relallfrozen relfrozenxid relminmxid',
  },
  pg_collation: { 'the version of the operating system or of ICU': 'collversion' },
  pg_constraint: {
    'pg_get_constraintdef prints it':
      'condeferrable condeferred convalidated conenforced confrelid confupdtype confdeltype confmatchtype connoinherit conkey confkey confdelsetcols conexclop conbin conperiod',
    [DERIVED]: 'conpfeqop conppeqop conffeqop conislocal coninhcount',
  },
  pg_database: {
    'set when the database is made, by this run':
      'encoding datlocprovider datcollate datctype daticulocale datlocale daticurules datcollversion datlastsysoid',
    [STATE]: 'datfrozenxid datminmxid dathasloginevt',
  },
  pg_extension: {
    'comes with the extension': 'extowner extrelocatable extconfig extcondition',
  },
  pg_index: {
    'pg_get_indexdef prints it':
      'indnatts indnkeyatts indisunique indnullsnotdistinct indisexclusion indkey indcollation indclass indoption indexprs indpred',
    [DERIVED]: 'indisprimary indimmediate',
    [STATE]: 'indcheckxmin indislive',
  },
  pg_init_privs: { [DERIVED]: 'privtype' },
  pg_inherits: { [STATE]: 'inhdetachpending' },
  pg_language: { [DERIVED]: 'lanispl' },
  pg_operator: { [DERIVED]: 'oprkind' },
  pg_partitioned_table: {
    'pg_get_partkeydef prints it':
      'partrelid partstrat partnatts partdefid partattrs partclass partcollation partexprs',
  },
  pg_proc: {
    'pg_get_functiondef prints it':
      'prolang procost prorows provariadic prosupport prosecdef proleakproof proisstrict proretset provolatile proparallel pronargs pronargdefaults prorettype proargtypes proallargtypes proargmodes proargnames proargdefaults protrftypes prosrc probin prosqlbody proconfig',
  },
  pg_publication_namespace: { [IDENTITY]: 'oid' },
  pg_publication_rel: { [IDENTITY]: 'oid' },
  pg_rewrite: {
    'pg_get_ruledef or pg_get_viewdef prints it': 'ev_type is_instead ev_qual ev_action',
  },
  pg_statistic_ext: { 'pg_get_statisticsobjdef prints it': 'stxkeys stxkind stxexprs' },
  pg_subscription: { [STATE]: 'subskiplsn' },
  pg_trigger: {
    'pg_get_triggerdef prints it':
      'tgfoid tgtype tgconstrrelid tgdeferrable tginitdeferred tgnargs tgattr tgargs tgqual tgoldtable tgnewtable',
    [DERIVED]: 'tgconstrindid tgconstraint',
  },
  pg_type: { [DERIVED]: 'typarray typndims' },
  pg_user_mapping: { 'read through the view pg_user_mappings': 'oid umserver' },
}
