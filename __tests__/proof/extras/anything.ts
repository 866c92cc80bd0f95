import type { ThingKind } from '../model.js'
import { type Maker, own, pair, WORD } from './draft.js'

export const comment: Maker = ({ random }, thing) => {
  const on = `COMMENT ON ${WORD[thing.kind]} ${own(thing)} IS`
  return pair('comment', `${on} 'what it''s for, no ${random.int(1, 999)}'`, `${on} NULL`)
}

export const columnComment: Maker = ({ random }, thing) => {
  if (thing.columns.length === 0) return null
  const { name } = random.pick(thing.columns)
  const on = `COMMENT ON COLUMN {${thing.id}}.${name} IS`
  return { ...pair(`comment on ${name}`, `${on} 'no ${random.int(1, 999)}'`, `${on} NULL`), columns: [name] }
}

const GRANTEES = ['pg_monitor', 'pg_read_all_stats', 'PUBLIC']

const CAN_BE_GRANTED: readonly ThingKind[] = [
  ...(['schema', 'enum', 'domain', 'composite', 'sequence', 'table', 'partitioned', 'partition'] as const),
  ...(['view', 'materialized view', 'foreign table'] as const),
]

export const grant: Maker = ({ random }, thing) => {
  const to = random.pick(GRANTEES)
  if (thing.kind === 'function' || thing.kind === 'trigger function')
    return pair(
      'revoked',
      `REVOKE EXECUTE ON FUNCTION ${own(thing)} FROM PUBLIC`,
      `GRANT EXECUTE ON FUNCTION ${own(thing)} TO PUBLIC`,
    )
  if (!CAN_BE_GRANTED.includes(thing.kind)) return null
  const privilege = ['schema', 'enum', 'domain', 'composite', 'sequence'].includes(thing.kind)
    ? thing.kind === 'sequence'
      ? 'USAGE ON SEQUENCE'
      : `USAGE ON ${thing.kind === 'schema' ? 'SCHEMA' : 'TYPE'}`
    : random.pick(['SELECT ON', 'SELECT, INSERT ON', 'ALL ON', 'UPDATE ON'])
  // Everybody may use a type: that is the default, so a grant and a revoke of it do not come back to the same.
  if (['enum', 'domain', 'composite'].includes(thing.kind) && to === 'PUBLIC') return null
  const option = to !== 'PUBLIC' && random.chance(0.2) ? ' WITH GRANT OPTION' : ''
  const revoked = privilege.replace(/^[A-Z, ]+ ON/, 'ALL ON')
  return pair(
    `grant ${to}`,
    `GRANT ${privilege} {${thing.id}} TO ${to}${option}`,
    `REVOKE ${revoked} {${thing.id}} FROM ${to}`,
  )
}

export const columnGrant: Maker = ({ random }, thing) => {
  if (thing.columns.length === 0) return null
  const { name } = random.pick(thing.columns)
  const to = 'pg_read_all_settings'
  const made = pair(
    `column grant ${name}`,
    `GRANT SELECT (${name}), UPDATE (${name}) ON {${thing.id}} TO ${to}`,
    `REVOKE SELECT (${name}), UPDATE (${name}) ON {${thing.id}} FROM ${to}`,
  )
  return { ...made, columns: [name] }
}

const OWNERS_STAY: readonly ThingKind[] = [
  ...(['view', 'materialized view', 'schema', 'partition', 'partitioned'] as const),
  // Its owner must be a superuser.
  'foreign-data wrapper',
]

export const owner: Maker = (_, thing) => {
  if (OWNERS_STAY.includes(thing.kind)) return null
  const alter = `ALTER ${WORD[thing.kind]} ${own(thing)} OWNER TO`
  return pair('owner', `${alter} pg_read_server_files`, `${alter} CURRENT_USER`)
}

export const option: Maker = ({ random }, thing) => {
  const alter = `ALTER ${WORD[thing.kind]} {${thing.id}}`
  switch (thing.kind) {
    case 'table':
      return random.pick([
        pair(
          'option fillfactor',
          `${alter} SET (fillfactor = ${random.int(20, 90)})`,
          `${alter} RESET (fillfactor)`,
        ),
        pair('row security', `${alter} ENABLE ROW LEVEL SECURITY`, `${alter} DISABLE ROW LEVEL SECURITY`),
        pair('identity full', `${alter} REPLICA IDENTITY FULL`, `${alter} REPLICA IDENTITY DEFAULT`),
      ])
    case 'materialized view':
      return pair(
        'option vacuum',
        `${alter} SET (autovacuum_enabled = false)`,
        `${alter} RESET (autovacuum_enabled)`,
      )
    case 'view':
      return pair(
        'option barrier',
        `${alter} SET (security_barrier = true)`,
        `${alter} RESET (security_barrier)`,
      )
    case 'sequence':
      return pair('option cycle', `${alter} CYCLE`, `${alter} NO CYCLE`)
    case 'domain':
      return random.pick([
        pair('option null', `${alter} SET NOT NULL`, `${alter} DROP NOT NULL`),
        pair('option default', `${alter} SET DEFAULT 7`, `${alter} SET DEFAULT 1`),
        pair(
          `option check`,
          `${alter} ADD CONSTRAINT below CHECK (VALUE < 50)`,
          `${alter} DROP CONSTRAINT below`,
        ),
      ])
    case 'enum':
      return pair(
        'option label',
        `${alter} RENAME VALUE 'none' TO 'nothing'`,
        `${alter} RENAME VALUE 'nothing' TO 'none'`,
      )
    case 'composite':
      return pair('option attribute', `${alter} ADD ATTRIBUTE c text`, `${alter} DROP ATTRIBUTE c`)
    default:
      return null
  }
}
