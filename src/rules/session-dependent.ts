import { keyOfObject, readsOf, type CatalogObject, type Snapshot } from '../model/catalog.js'
import { everyChange, type Change } from '../model/change.js'
import type { Probe, Setting } from '../model/data.js'
import type { RevisionEvidence } from '../model/evidence.js'
import { objectsOfKind } from '../model/object-index.js'
import { findingObject } from './changes.js'
import type { Draft, Rule } from './rule.js'
import { listed, named } from './words.js'

export const sessionDependent: Rule = {
  id: 'session-dependent',
  severity: 'warning',
  says: 'what a materialized view holds depends on the session or the moment in which it is refreshed',
  revision: (evidence) =>
    (evidence.data?.probes ?? [])
      .filter(({ view }) => !isAsBefore(view, evidence))
      .flatMap((probe) => drafts(probe, evidence.after)),
}

/** True when the view's query gave the same before the upgrade: then it was told of the revision that wrote it. */
function isAsBefore(view: CatalogObject, { before, after, upgraded }: RevisionEvidence): boolean {
  const changes = everyChange(upgraded ?? [])
  if (changes.some(({ object }) => object.kind === 'function')) return false
  const rewritten = new Set(changes.filter(isRewritten).map(({ object }) => keyOfObject(object)))
  const found = new Set([keyOfObject(view)])
  for (const key of found)
    for (const base of readsOf(after?.objects.get(key) ?? view)) if (/view /.test(base)) found.add(base)
  return before?.objects.has(keyOfObject(view)) === true && ![...found].some((key) => rewritten.has(key))
}

function isRewritten(change: Change): boolean {
  if (change.type !== 'altered') return true
  return change.recreated || change.differences.some(({ property }) => property === 'definition')
}

function drafts(probe: Probe, after: Snapshot | null): readonly Draft[] {
  const { view, refresh, settings, unsteady } = probe
  const about = { leg: 'upgrade' as const, object: findingObject(view) }
  const differing = settings.filter(({ differs }) => differs)
  if (differing.length > 0)
    return [
      {
        ...about,
        message: `${named(view)} holds other rows when the session that refreshes it has another ${settingsIn(probe)}`,
        help: [...new Set(differing.map(({ setting }) => setting))]
          .map((one) => helpFor(one, view, after))
          .join(' '),
      },
    ]
  const broken = settings.find(({ error }) => error !== null)
  if (broken?.error && refresh.error === null)
    return [
      {
        ...about,
        message: `the query of ${named(view)} fails when the session that refreshes it has another ${broken.setting} (${broken.value})`,
        help: `PostgreSQL says: ${broken.error.message}. ${helpFor(broken.setting, view, after)}`,
      },
    ]
  if (unsteady)
    return [
      {
        ...about,
        message: `${named(view)} holds other rows after each refresh, though the tables stay as they are`,
        help:
          'Its query calls something like `random()`, `clock_timestamp()` or `gen_random_uuid()`. Readers cannot rely on what they ' +
          'read, and a concurrent refresh rewrites every row. Compute such values where the materialized view is read, or store them in a table.',
      },
    ]
  const [now] = NOW.exec(String(view.properties['definition']).replace(STAMPS, '')) ?? []
  return now === undefined ? [] : [{ ...about, severity: 'notice', ...ofTheMoment(view, now) }]
}

/** As pg_get_viewdef prints them. */
const NOW =
  /\b(?:CURRENT_DATE|CURRENT_TIMESTAMP|CURRENT_TIME|LOCALTIMESTAMP|LOCALTIME|now\(\)|statement_timestamp\(\))/

/** Columns that hold the moment of the refresh on purpose, such as `now() AS refreshed_at`. */
const STAMPS = new RegExp(
  String.raw`^ *(?:SELECT )?\(?(?:${NOW.source})(?: AT TIME ZONE '[^']+'::text)?\)? AS [\w"]+,?$`,
  'gm',
)

/** What takes a day or a time of day from a moment; a literal's cast takes none, nor does the epoch. */
const CUT =
  /(?<!')::(?:date|time)\b|\b(?:date_trunc|date_part|date|to_char)\((?!'epoch)|\bEXTRACT\((?!epoch)|\b(?:CURRENT_DATE|CURRENT_TIME|LOCALTIMESTAMP|LOCALTIME)\b/i
const IN_ZONE = /\b(?:now\(\)|CURRENT_TIMESTAMP(?:\(\d\))?) AT TIME ZONE\b/

function ofTheMoment(view: CatalogObject, now: string): Pick<Draft, 'message' | 'help'> {
  const definition = String(view.properties['definition'])
  const midnight =
    CUT.test(definition) && !IN_ZONE.test(definition)
      ? "The day that begins at midnight is that of the session's TimeZone: say which one with `now() AT TIME ZONE 'Asia/Tokyo'`. "
      : ''
  return {
    message: `what ${named(view)} holds depends on when it is refreshed: its query reads ${now}`,
    help:
      `That is right for something like the last 30 days, as long as it is refreshed in time. ${midnight}` +
      'Else leave the moment to the query that reads it.',
  }
}

/** `TimeZone (Asia/Tokyo, America/New_York) and DateStyle (SQL, DMY)` */
function settingsIn({ settings }: Probe): string {
  const values = new Map<Setting, string[]>()
  for (const { setting, value, differs } of settings)
    if (differs) values.set(setting, [...(values.get(setting) ?? []), value])
  return listed([...values].map(([setting, all]) => `${setting} (${all.join(', ')})`))
}

function helpFor(setting: Setting, view: CatalogObject, after: Snapshot | null): string {
  if (setting === 'TimeZone') return zoneHelp(view, after)
  if (setting === 'DateStyle')
    return "DateStyle decides how dates become text and how text is read as a date: write `to_char(…, 'YYYY-MM-DD')` and `to_date(…, 'YYYY-MM-DD')` instead of casts."
  if (setting === 'IntervalStyle')
    return 'IntervalStyle decides how an interval becomes text: write `to_char(…)`, or `extract(epoch from …)` for a number.'
  return (
    'From PostgreSQL 17 on a refresh runs with the search_path `pg_catalog, pg_temp`. Write the schema of everything in the functions ' +
    'that the query calls, or give each function its own with `SET search_path = public`.'
  )
}

/** As pg_get_viewdef prints it: `(created_at AT TIME ZONE 'Asia/Tokyo'::text)`. */
const AT_ZONE = /\(([\w."]+) AT TIME ZONE '([^']+)'(?:::text)?\)(?! AT TIME ZONE)/

function zoneHelp(view: CatalogObject, after: Snapshot | null): string {
  const [, column = '', zone = ''] = AT_ZONE.exec(String(view.properties['definition'])) ?? []
  if (column === '' || !isWithoutZone(column.split('.').at(-1) ?? '', view, after))
    return (
      'What makes a date or a text of a `timestamptz`, such as `::date` or `date_trunc`, takes the TimeZone of the session, and a ' +
      "cron job, an application and psql seldom have the same. Say which one is meant: `(… AT TIME ZONE 'Asia/Tokyo')::date`."
    )
  return (
    `\`${column}\` is a timestamp without time zone. \`${column} AT TIME ZONE '${zone}'\` does not turn it into the time of ` +
    `${zone}: it takes it for a time of ${zone} and gives a \`timestamptz\`, of which \`::date\` or \`date_trunc\` then take the day ` +
    `in the TimeZone of the session. Where the column holds UTC write \`(${column} AT TIME ZONE 'UTC' AT TIME ZONE '${zone}')::date\`; ` +
    `where it holds the time of ${zone} already, \`${column}::date\`; or make the column a \`timestamptz\`, with which it is right as it stands.`
  )
}

/** True when no relation that the view reads has a column of this name of another type. */
function isWithoutZone(column: string, view: CatalogObject, after: Snapshot | null): boolean {
  const reads = readsOf(view)
  const types = (after === null ? [] : objectsOfKind(after, 'column')).flatMap((one) =>
    one.name === column.replaceAll('"', '') && reads.includes(one.parent ?? '')
      ? [String(one.properties['type'])]
      : [],
  )
  return types.length > 0 && types.every((type) => /^timestamp(\(\d\))? without time zone$/.test(type))
}
