import { keyOfObject, objectKey, type CatalogObject, type Snapshot } from '../model/catalog.js'
import type { HistoryEvidence, Past, RevisionEvidence } from '../model/evidence.js'
import type { Fix } from '../model/finding.js'
import { mayMean } from '../model/intent.js'
import { materializedViews, readiness, type Unready } from '../model/materialized-view.js'
import { indexesOn } from '../model/object-index.js'
import { redefinitions } from '../model/redefinition/index.js'
import { findingObject } from './changes.js'
import { lostReadiness, type LostReadiness } from './lost-readiness.js'
import { filesRefreshingConcurrently, refreshers, whoRefreshesConcurrently } from './refreshes.js'
import type { Draft, Rule } from './rule.js'
import { hasColumnsOf, keyColumns } from './unique-key.js'
import { named } from './words.js'

export const refreshNotConcurrent: Rule = {
  id: 'refresh-not-concurrent',
  severity: 'error',
  says: 'a materialized view cannot be refreshed CONCURRENTLY',
  needs: 'heads',
  revision: (evidence, past) => {
    const lost = lostReadiness(evidence)
    const anew = lost.length === 0 ? [] : redefinitions(evidence)
    return lost.map((one) => ({
      ...lostDraft(one, evidence, past),
      ...(anew.some(({ gone }) => gone.some(({ oid }) => oid === one.index.oid))
        ? { toldBy: 'index-lost-on-redefine' }
        : {}),
    }))
  },
  history: (evidence) => (evidence.heads === null ? [] : unready(evidence.heads, evidence)),
}

const LOCKS =
  'Without `CONCURRENTLY`, everybody who reads the materialized view waits until the refresh has ended.'
const NEEDS = 'a unique index that is valid, on columns alone and without a WHERE clause'

function lostDraft(
  { former, view, index, now }: LostReadiness,
  { after }: RevisionEvidence,
  past: Past,
): Draft {
  const files = filesRefreshingConcurrently(view, past)
  const fix = giveBack(former, view, index, after)
  return {
    leg: 'upgrade',
    object: findingObject(view),
    message: `${named(view)} can no longer be refreshed CONCURRENTLY, because ${now.because}${but(files)}`,
    help:
      `Its index \`${index.name}\` made \`REFRESH MATERIALIZED VIEW CONCURRENTLY ${view.identity}\` possible until this revision; ` +
      `now it raises an error. ${LOCKS} Create the index again in \`upgrade()\`` +
      `${fix === null ? `, on the columns that now tell the rows of ${view.identity} apart` : ''}.`,
    ...(fix === null ? {} : { fix }),
  }
}

/** The former index on the view as it stands; null when the view lacks one of its columns. */
function giveBack(
  former: CatalogObject,
  view: CatalogObject,
  index: CatalogObject,
  after: Snapshot | null,
): Fix | null {
  if (!hasColumnsOf(index, view)) return null
  const definition = String(index.properties['definition']).replace(
    ` ON ${former.identity} USING `,
    () => ` ON ${view.identity} USING `,
  )
  const taken = after?.objects.has(keyOfObject(index)) ?? false
  return {
    function: 'upgrade',
    sql: [...(taken ? [`DROP INDEX ${index.identity}`] : []), definition],
    tried: false,
  }
}

function unready(heads: Snapshot, evidence: HistoryEvidence): readonly Draft[] {
  const { past, checked } = evidence
  const standing = refreshers(evidence)
  return materializedViews(heads).flatMap((view): readonly Draft[] => {
    const revision = past.makerOf(view)
    const now = readiness(view, indexesOn(heads, view))
    if (now.ready || revision === null || !checked.has(revision)) return []
    if (past.lostReadiness(view) || isConsequence(view, now.cause, past)) return []
    const who = whoRefreshesConcurrently(view, standing, past)
    return isToldElsewhere(now.cause, who)
      ? []
      : [
          {
            revision,
            leg: 'upgrade',
            object: findingObject(view),
            message: `${named(view)} cannot be refreshed CONCURRENTLY, because ${now.because}` + but(who),
            ...advice(view, now.cause, heads),
            ...(who === null ? { severity: 'warning' as const } : {}),
          },
        ]
  })
}

function but(who: string | null): string {
  return who === null ? '' : `, but ${who}`
}

/** `invalid-index` tells an index that is not valid, `left-unpopulated` a view that only lacks its rows. */
function isToldElsewhere(cause: Unready, who: string | null): boolean {
  return cause === 'invalid' || (cause === 'populated' && who === null)
}

/** True when an upgrade that failed would have given the view what it lacks. */
function isConsequence(view: CatalogObject, cause: Unready, { inVain }: Past): boolean {
  return cause === 'populated'
    ? inVain.some(
        ({ act, target, concurrently }) => act === 'refresh' && !concurrently && mayMean(target, view),
      )
    : inVain.some(({ act, on }) => act === 'create' && on !== null && mayMean(on, view))
}

function advice(view: CatalogObject, cause: Unready, heads: Snapshot): Pick<Draft, 'help' | 'fix'> {
  const statement = `\`REFRESH MATERIALIZED VIEW CONCURRENTLY ${view.identity}\``
  if (cause === 'populated')
    return {
      help:
        `${statement} raises an error until the materialized view has been filled once: leave out \`WITH NO DATA\`, or run ` +
        `\`REFRESH MATERIALIZED VIEW ${view.identity}\` in the migration.`,
    }
  const fix = uniqueIndex(view, heads)
  const what =
    fix === null
      ? `create ${NEEDS}, on the columns that tell its rows apart: \`CREATE UNIQUE INDEX … ON ${view.identity} (…)\``
      : `create one on the columns that tell its rows apart`
  return {
    help: `${statement} raises an error: it needs ${NEEDS}. ${LOCKS} After the \`CREATE\`, ${what}.`,
    ...(fix === null ? {} : { fix }),
  }
}

/** PostgreSQL cuts a longer name. https://www.postgresql.org/docs/current/limits.html */
const LONGEST_NAME = 63
const RELATIONS = ['index', 'table', 'view', 'materialized view', 'sequence', 'foreign table']

/** The index to write where the view's own definition tells which columns are unique; else null. */
function uniqueIndex(view: CatalogObject, { objects }: Snapshot): Fix | null {
  const columns = keyColumns(view)
  const identity = view.identity.replace(/"?$/, (quote) => `_unique${quote}`)
  const name = /(?:"(?:[^"]|"")*"|[^."]+)$/.exec(identity)?.[0] ?? ''
  const taken = RELATIONS.some((kind) => objects.has(objectKey(kind, identity)))
  if (columns === null || taken || Buffer.byteLength(name) > LONGEST_NAME) return null
  return {
    function: 'upgrade',
    sql: [`CREATE UNIQUE INDEX ${name} ON ${view.identity} (${columns.join(', ')})`],
    tried: false,
  }
}
