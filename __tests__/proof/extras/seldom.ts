import type { ThingKind } from '../model.js'
import { type Maker, own, pair, WORD } from './draft.js'

/** What takes one statement each way; `@` is the thing with its kind before it, `#` its name alone. */
type Way = readonly [key: string, make: string, drop: string]

/** This role makes nothing itself, so that what is made later is granted to nobody. */
const DEFAULTS = 'ALTER DEFAULT PRIVILEGES FOR ROLE pg_read_server_files IN SCHEMA #'
const LATER: readonly Way[] = [
  [
    'default tables',
    `${DEFAULTS} GRANT SELECT ON TABLES TO pg_monitor`,
    `${DEFAULTS} REVOKE SELECT ON TABLES FROM pg_monitor`,
  ],
  [
    'default types',
    `${DEFAULTS} GRANT USAGE ON TYPES TO PUBLIC`,
    `${DEFAULTS} REVOKE USAGE ON TYPES FROM PUBLIC`,
  ],
]
const OPTIONS: Way = ['option more', `ALTER @ OPTIONS (ADD more 'm1')`, 'ALTER @ OPTIONS (DROP more)']
/** CREATE OR REPLACE takes these away. */
const ROUTINE: readonly Way[] = [
  ['option definer', 'ALTER @ SECURITY DEFINER', 'ALTER @ SECURITY INVOKER'],
  ['option memory', `ALTER @ SET work_mem = '2MB'`, 'ALTER @ RESET work_mem'],
]

const WAYS: Partial<Record<ThingKind, readonly Way[]>> = {
  schema: LATER,
  table: [
    ['row security forced', 'ALTER @ FORCE ROW LEVEL SECURITY', 'ALTER @ NO FORCE ROW LEVEL SECURITY'],
    [
      'distinct',
      'ALTER @ ALTER COLUMN id SET (n_distinct = 7)',
      'ALTER @ ALTER COLUMN id RESET (n_distinct)',
    ],
    ['option vacuum', 'ALTER @ SET (autovacuum_enabled = false)', 'ALTER @ RESET (autovacuum_enabled)'],
  ],
  'trigger function': ROUTINE,
  procedure: [...ROUTINE, ['revoked', 'REVOKE EXECUTE ON @ FROM PUBLIC', 'GRANT EXECUTE ON @ TO PUBLIC']],
  operator: [['option restrict', 'ALTER @ SET (RESTRICT = eqsel)', 'ALTER @ SET (RESTRICT = NONE)']],
  'text search dictionary': [['option accept', 'ALTER @ (ACCEPT = false)', 'ALTER @ (ACCEPT)']],
  'text search configuration': [
    [
      'mapping',
      'ALTER @ ALTER MAPPING FOR word WITH english_stem',
      'ALTER @ ALTER MAPPING FOR word WITH simple',
    ],
    ['mapping less', 'ALTER @ DROP MAPPING FOR email', 'ALTER @ ADD MAPPING FOR email WITH simple'],
  ],
  'foreign-data wrapper': [OPTIONS],
  server: [
    OPTIONS,
    [
      'grant',
      'GRANT USAGE ON FOREIGN SERVER # TO pg_monitor',
      'REVOKE USAGE ON FOREIGN SERVER # FROM pg_monitor',
    ],
  ],
  'foreign table': [
    OPTIONS,
    [
      'column option',
      `ALTER @ ALTER COLUMN c1 OPTIONS (ADD place 'p1')`,
      'ALTER @ ALTER COLUMN c1 OPTIONS (DROP place)',
    ],
    ['default c1', `ALTER @ ALTER COLUMN c1 SET DEFAULT 'y'`, `ALTER @ ALTER COLUMN c1 SET DEFAULT 'x'`],
  ],
  publication: [
    [
      'option publish',
      `ALTER @ SET (publish = 'insert')`,
      `ALTER @ SET (publish = 'insert, update, delete, truncate')`,
    ],
  ],
  'large object': [['grant', 'GRANT SELECT ON @ TO pg_monitor', 'REVOKE SELECT ON @ FROM pg_monitor']],
}

/** The settings of one kind of thing only. */
export const seldom: Maker = ({ random }, thing) => {
  const ways = WAYS[thing.kind]
  if (ways === undefined) return null
  const [key, make, drop] = random.pick(ways)
  const fill = (sql: string): string =>
    sql.replace('@', `${WORD[thing.kind]} ${own(thing)}`).replace('#', `{${thing.id}}`)
  return pair(key, fill(make), fill(drop))
}

const COMMENTED: Readonly<Record<string, string>> = {
  k_: 'CONSTRAINT',
  tg_: 'TRIGGER',
  p_: 'POLICY',
  r_: 'RULE',
}

/** A comment on a constraint, a trigger, a policy, a rule or a statistics object. */
export const innerComment: Maker = ({ random }, thing) => {
  const found = thing.extras.flatMap(({ key }) => {
    const [, name = '', prefix = ''] = / ((k_|tg_|p_|r_|st_)\d+)$/.exec(key) ?? []
    return name === '' ? [] : [{ key, name, word: COMMENTED[prefix] }]
  })
  if (found.length === 0 || thing.plainParent) return null
  const { key, name, word } = random.pick(found)
  const on = word === undefined ? `STATISTICS {${thing.id}.${name}}` : `${word} ${name} ON {${thing.id}}`
  return {
    ...pair(`comment ${name}`, `COMMENT ON ${on} IS 'no ${random.int(1, 99)}'`, `COMMENT ON ${on} IS NULL`),
    on: key,
  }
}
