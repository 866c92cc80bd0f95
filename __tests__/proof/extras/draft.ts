import type { Extra, Thing } from '../model.js'
import type { Place } from '../thing.js'

/** Gives an extra for a thing; null where it does not fit. */
export type Maker = (place: Place, thing: Thing) => Omit<Extra, 'branch'> | null

/** An extra before it is known on which branch. */
export type Drafted = Omit<Extra, 'branch'>

/** What COMMENT, GRANT and ALTER call a thing. */
export const WORD: Readonly<Record<Thing['kind'], string>> = {
  schema: 'SCHEMA',
  enum: 'TYPE',
  domain: 'DOMAIN',
  composite: 'TYPE',
  function: 'FUNCTION',
  'trigger function': 'FUNCTION',
  sequence: 'SEQUENCE',
  table: 'TABLE',
  partitioned: 'TABLE',
  partition: 'TABLE',
  view: 'VIEW',
  'materialized view': 'MATERIALIZED VIEW',
  range: 'TYPE',
  procedure: 'PROCEDURE',
  aggregate: 'AGGREGATE',
  operator: 'OPERATOR',
  'operator family': 'OPERATOR FAMILY',
  collation: 'COLLATION',
  'text search dictionary': 'TEXT SEARCH DICTIONARY',
  'text search configuration': 'TEXT SEARCH CONFIGURATION',
  'foreign-data wrapper': 'FOREIGN DATA WRAPPER',
  server: 'SERVER',
  'foreign table': 'FOREIGN TABLE',
  publication: 'PUBLICATION',
  'large object': 'LARGE OBJECT',
}

const AFTER_NAME: Partial<Record<Thing['kind'], string>> = {
  function: '(integer)',
  'trigger function': '()',
  procedure: '(integer)',
  aggregate: '(integer)',
  operator: ' (integer, integer)',
  'operator family': ' USING btree',
}

/** A thing as COMMENT, GRANT and ALTER name it: functions with their arguments. */
export const own = ({ id, kind }: Thing): string => `{${id}}${AFTER_NAME[kind] ?? ''}`

/** An extra of one statement each way. */
export const pair = (key: string, make: string, drop: string): Drafted => ({
  key,
  make: { sql: make },
  drop: { sql: drop },
})
