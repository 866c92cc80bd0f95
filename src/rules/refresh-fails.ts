import type { Probe, ServerError } from '../model/data.js'
import type { RevisionEvidence } from '../model/evidence.js'
import { mayMean } from '../model/intent.js'
import { findingObject } from './changes.js'
import { deniedHelp, mayNotRefresh } from './denied.js'
import type { Draft, Rule } from './rule.js'
import { named, shortened } from './words.js'
import { locationOf } from './written.js'

export const refreshFails: Rule = {
  id: 'refresh-fails',
  severity: 'error',
  says: 'a materialized view cannot be refreshed on the rows that tables hold',
  revision: (evidence) =>
    (evidence.data?.probes ?? []).flatMap((probe): readonly Draft[] => {
      const { error } = probe.refresh
      if (error === null || error.sqlstate === NOT_READY) return []
      const told = draft(probe, error, evidence.data?.generated ?? true)
      return [DUPLICATES.has(error.sqlstate) ? { ...told, ...indexLocation(probe, evidence) } : told]
    }),
}

/** Rows that a unique index does not tell apart, met when it is filled or when rows are compared by it. */
const DUPLICATES = new Set(['23505', '21000'])

/** Where the upgrade makes the last unique index on the materialized view. */
function indexLocation({ view }: Probe, evidence: RevisionEvidence): Pick<Draft, 'location'> {
  const { upgrade } = evidence.legs
  const made = upgrade.intents.all.findLast(
    ({ act, unique, on }) => act === 'create' && unique === true && on !== null && mayMean(on, view),
  )
  return made === undefined ? {} : locationOf(evidence, upgrade, made)
}

/** It reads a materialized view that is not populated, which `left-unpopulated` tells. */
const NOT_READY = '55000'

/** It does not depend on rows. */
const DENIED = '42501'

function draft({ view, refresh: { concurrently } }: Probe, error: ServerError, generated: boolean): Draft {
  const { sqlstate } = error
  const command = `REFRESH MATERIALIZED VIEW${concurrently ? ' CONCURRENTLY' : ''}`
  const fails = `${command} of ${named(view)} fails`
  const says = `with SQLSTATE ${sqlstate}: ${shortened(error.message, 300)}`
  const about = { leg: 'upgrade', object: findingObject(view) } as const
  if (sqlstate === DENIED)
    return {
      ...about,
      message: `${fails} ${says}`,
      help: deniedHelp(view, error),
      ...(mayNotRefresh(view, error) ? { severity: 'warning' as const } : {}),
    }
  const rows = generated ? 'generated rows' : 'the rows of --seed'
  return {
    ...about,
    message: `${fails} on ${rows} ${says}`,
    help: `${cause(error)}${generated ? GENERATED : ''}`,
    ...(generated ? { severity: dependsOnValues(error) ? ('notice' as const) : ('warning' as const) } : {}),
  }
}

const GENERATED =
  ' The rows were made up from types and constraints: with rows like yours, given with `--seed`, it is certain.'

/** Class 22, data exception, and what functions raise: https://www.postgresql.org/docs/current/errcodes-appendix.html */
function dependsOnValues({ sqlstate }: ServerError): boolean {
  return sqlstate.startsWith('22') || sqlstate === 'P0001'
}

function cause({ sqlstate, detail }: ServerError): string {
  const told = detail === null || detail === '' ? '' : ` PostgreSQL adds: ${shortened(detail, 300)}`
  if (DUPLICATES.has(sqlstate))
    return (
      'Its query gives rows that its unique index does not tell apart, so that every refresh ends with this error and the ' +
      'materialized view stays as it was. Put into the index all columns that the query groups by, or group by those of the ' +
      `index.${told}`
    )
  if (sqlstate.startsWith('42'))
    return (
      'From PostgreSQL 17 on a refresh runs with the search_path `pg_catalog, pg_temp`, and finds there neither tables nor ' +
      'functions of yours. Write their schema in each function that the query calls, or give the function its own with ' +
      `\`SET search_path = public\`.${told}`
    )
  return `Every refresh ends with this error while such rows are there, and the materialized view stays as it was.${told}`
}
