import type { CatalogObject } from '../model/catalog.js'
import type { ConfiguredSql } from '../model/configured-sql.js'
import type { HistoryEvidence, Job, Past } from '../model/evidence.js'
import type { FindingObject } from '../model/finding.js'
import { mayMean, type WrittenName } from '../model/intent.js'
import { objectsOfKind } from '../model/object-index.js'
import { findingObject } from './changes.js'
import { jobsAfter } from './jobs.js'
import { isMark, isName, reads, tokens, type Token } from './tokens.js'
import { listed, shortened } from './words.js'

/** A REFRESH MATERIALIZED VIEW as it is written. */
interface WrittenRefresh {
  readonly target: WrittenName
  readonly concurrently: boolean
}

/** A function, procedure, pg_cron job or file that refreshes materialized views. */
export interface Refresher {
  readonly object: FindingObject
  readonly madeBy: string | null
  readonly refreshes: readonly WrittenRefresh[]
  /** What it may refresh, if only under a condition or after an error. */
  readonly mayRefresh: readonly WrittenRefresh[]
}

const ROUTINES = ['function', 'procedure']

/** Who refreshes what from the heads on, as far as it can be told with certainty: the application's files among them. */
export function refreshers({ heads, past }: HistoryEvidence): readonly Refresher[] {
  const routines = (heads === null ? [] : ROUTINES.flatMap((kind) => objectsOfKind(heads, kind))).filter(
    ({ properties }) => /refresh/i.test(String(properties['definition'])),
  )
  return [
    ...routines.map((object) => ({
      object: findingObject(object),
      madeBy: past.makerOf(object),
      ...refreshesIn(bodyOf(object)),
    })),
    ...past.jobs.map((job) => ({
      object: asObject(job),
      madeBy: job.revision,
      ...refreshesIn(tokens(job.command)),
    })),
    ...past.configured.filter(({ option }) => option === 'refresh-sql').map(refresherOf),
  ]
}

function refresherOf({ option, file, sql, intents }: ConfiguredSql): Refresher {
  const all = tokens(sql)
  const blocks = all.filter(({ kind }, at) => kind === 'string' && reads(all, at - 1, 'do'))
  const bodies = [
    ...blocks.map(({ text }) => text),
    ...jobsAfter(sql, '', []).map(({ command }) => command),
  ].map((text) => refreshesIn(tokens(text)))
  const plain = intents.filter(({ act }) => act === 'refresh')
  return {
    object: { kind: `${option} file`, schema: null, name: file, identity: file },
    madeBy: null,
    refreshes: [...plain, ...bodies.flatMap(({ refreshes }) => refreshes)],
    mayRefresh: [...plain, ...bodies.flatMap(({ mayRefresh }) => mayRefresh)],
  }
}

function asObject({ name, command }: Job): FindingObject {
  const identity = name ?? shortened(command)
  return { kind: 'pg_cron job', schema: null, name: identity, identity }
}

/** `function public.refresh_daily()`, `pg_cron job nightly`, `refresh-sql file ops/refresh.sql` */
export function nameOf({ object }: Refresher): string {
  return `${object.kind} ${object.identity}`
}

/**
 * Who refreshes this materialized view concurrently, migrations and files among them: `r2 does so`; null when nobody is known to.
 */
export function whoRefreshesConcurrently(
  view: CatalogObject,
  standing: readonly Refresher[],
  { refreshes, configured }: Past,
): string | null {
  const migrations = refreshes
    .filter(({ intent }) => intent.concurrently && mayMean(intent.target, view))
    .map(({ revision }) => revision)
  const files = configured.filter(({ option }) => option !== 'refresh-sql').map(refresherOf)
  return doSo([...namesOf(standing, view), ...migrations, ...namesOf(files, view)])
}

/** Which files refresh this materialized view concurrently: `seed file seeds/base.sql does so`; null when none does. */
export function filesRefreshingConcurrently(view: CatalogObject, { configured }: Past): string | null {
  return doSo(namesOf(configured.map(refresherOf), view))
}

function namesOf(all: readonly Refresher[], view: CatalogObject): readonly string[] {
  return all
    .filter(({ refreshes }) => refreshes.some((one) => one.concurrently && mayMean(one.target, view)))
    .map(nameOf)
}

function doSo(all: readonly string[]): string | null {
  const names = [...new Set(all)]
  return names.length === 0 ? null : `${listed(names)} ${names.length === 1 ? 'does' : 'do'} so`
}

/**
 * The body of a routine in SQL or PL/pgSQL; nothing for other languages, and for SQL's own `BEGIN ATOMIC`, which takes no
 * REFRESH. pg_get_functiondef prints the body last.
 */
function bodyOf({ properties }: CatalogObject): readonly Token[] {
  const definition = tokens(String(properties['definition']))
  const language = definition.findIndex(({ kind, text }) => kind === 'word' && text === 'language')
  const body = definition.at(-1)
  const readable = ['sql', 'plpgsql'].includes(definition[language + 1]?.text ?? '')
  return readable && body?.kind === 'string' && reads(definition, definition.length - 2, 'as')
    ? tokens(body.text)
    : []
}

/** Words by which a body asks first whether the materialized view is there and fit. */
const ASKS = new Set(['to_regclass', 'pg_matviews', 'pg_class', 'pg_index', 'pg_indexes', 'relispopulated'])

/**
 * What a body refreshes, and what it may. The former is nothing where the text alone does not tell: SQL put together at run time, an error
 * that is caught, a materialized view that the body makes itself or asks for first.
 */
function refreshesIn(body: readonly Token[]): Pick<Refresher, 'refreshes' | 'mayRefresh'> {
  const found: WrittenRefresh[] = []
  let isSure = true
  for (const [at, token] of body.entries()) {
    if (token.kind === 'word' && ASKS.has(token.text)) isSure = false
    if (reads(body, at, 'create', 'materialized') || reads(body, at, 'exception', 'when')) isSure = false
    if (reads(body, at, 'execute')) {
      const text = body[at + 1]
      const inner = text?.kind === 'string' ? refreshesIn(tokens(text.text)) : null
      isSure &&=
        isMark(body[at + 2], ';') && inner !== null && inner.refreshes.length === inner.mayRefresh.length
      found.push(...(inner?.mayRefresh ?? []))
    }
    if (!reads(body, at, 'refresh', 'materialized', 'view')) continue
    const concurrently = reads(body, at + 3, 'concurrently')
    const target = nameAt(body, at + (concurrently ? 4 : 3))
    if (target !== null) found.push({ target, concurrently })
  }
  return { refreshes: isSure ? found : [], mayRefresh: found }
}

function nameAt(all: readonly Token[], at: number): WrittenName | null {
  const [first, point, second] = all.slice(at, at + 3)
  if (!isName(first)) return null
  return isMark(point, '.') && isName(second)
    ? { schema: first.text, name: second.text }
    : { schema: null, name: first.text }
}
