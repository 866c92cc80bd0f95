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
}

/** A thing as COMMENT, GRANT and ALTER name it: functions with their arguments. */
export const own = ({ id, kind }: Thing): string =>
  kind === 'function' ? `{${id}}(integer)` : kind === 'trigger function' ? `{${id}}()` : `{${id}}`

/** An extra of one statement each way. */
export const pair = (key: string, make: string, drop: string): Drafted => ({
  key,
  make: { sql: make },
  drop: { sql: drop },
})
