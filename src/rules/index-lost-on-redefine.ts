import type { CatalogObject, Json } from '../model/catalog.js'
import type { Past } from '../model/evidence.js'
import type { FindingDifference } from '../model/finding.js'
import { redefinitions, type Redefinition } from '../model/redefinition/index.js'
import { findingObject, summary } from './changes.js'
import { lostReadiness, type LostReadiness } from './lost-readiness.js'
import { filesRefreshingConcurrently } from './refreshes.js'
import type { Draft, Rule } from './rule.js'
import { listed, named, shortened } from './words.js'

export const indexLostOnRedefine: Rule = {
  id: 'index-lost-on-redefine',
  severity: 'error',
  says: 'the upgrade makes a view or materialized view anew without the indexes, grants, comment or settings that it had',
  revision: (evidence, past) => {
    const found = redefinitions(evidence)
    const unfit = found.length === 0 ? [] : lostReadiness(evidence)
    return found.map((one) => draft(one, refused(one, unfit, past)))
  },
}

/** What becomes of a concurrent refresh; null where it goes on as before. */
function refused({ object }: Redefinition, lost: readonly LostReadiness[], past: Past): string | null {
  const one = lost.find(({ view }) => view.identity === object.identity)
  if (one === undefined) return null
  const files = filesRefreshingConcurrently(object, past)
  const but = files === null ? '' : `, but ${files}`
  return `From this revision on \`REFRESH MATERIALIZED VIEW CONCURRENTLY ${object.identity}\` is refused, because ${one.now.because}${but}; without \`CONCURRENTLY\` everybody who reads the view waits.`
}

function draft(found: Redefinition, refused: string | null): Draft {
  const { before, object } = found
  const verb = before.oid === object.oid ? 'replaces' : 'drops and makes again'
  return {
    leg: 'upgrade',
    object: findingObject(object),
    message: `the upgrade ${verb} ${named(object)} without its ${listed(lost(found), 8)}`,
    differences: differences(found),
    help: help(found, refused),
  }
}

/** `index idx_daily`, `comment`, `grants to reader`, `statistics of column day` */
function lost({ gone, poorer, differences: own, columns }: Redefinition): readonly string[] {
  return [
    ...gone.map(({ kind, name }) => `${kind} ${name}`),
    ...poorer.flatMap(({ object, differences: less }) =>
      less.map(({ property }) => `${property} of index ${object.name}`),
    ),
    ...own.map(({ property, old }) =>
      property === 'grants'
        ? `grants to ${listed(rolesOf(old))}`
        : property === 'owner'
          ? `owner ${String(old)}`
          : property,
    ),
    ...columns.flatMap(({ name, settings }) =>
      Object.keys(settings).map((one) => `${one} of column ${name}`),
    ),
  ]
}

function differences({
  gone,
  poorer,
  differences: own,
  columns,
}: Redefinition): readonly FindingDifference[] {
  return [
    ...gone.map((one) => ({ property: `${one.kind} ${one.name}`, old: summary(one), new: null })),
    ...poorer.flatMap(({ object, differences: less }) =>
      less.map(({ property, old }) => ({ property: `index ${object.name}: ${property}`, old, new: null })),
    ),
    ...own.map(({ property, old, new: now }) => ({ property, old, new: now })),
    ...columns.flatMap(({ name, settings }) =>
      Object.entries(settings).map(([one, old]) => ({ property: `column ${name}: ${one}`, old, new: null })),
    ),
  ]
}

function help({ before, object, gone, differences: own }: Redefinition, refused: string | null): string {
  const grants = own.find(({ property }) => property === 'grants')
  const why = [
    before.oid === object.oid
      ? '`CREATE OR REPLACE VIEW` takes the options of its own `WITH` clause and drops all others.'
      : `With a ${object.kind} PostgreSQL drops all that hangs on it, and \`CREATE\` brings none of it back.`,
    ...(refused !== null
      ? [refused]
      : gone.some(({ kind }) => kind === 'index')
        ? ['Queries that used the index read the whole view from now on.']
        : []),
    ...(grants === undefined ? [] : [`What was granted to ${listed(rolesOf(grants.old))} is gone.`]),
  ]
  const wanted = gone[0]
  const intent =
    wanted === undefined
      ? ''
      : ` If one is to go, say so before the view is dropped: \`${shortened(`DROP ${wanted.kind.toUpperCase()} ${dropped(wanted)}`)}\`.`
  return `${why.join(' ')} Make it again at the end of \`upgrade()\`.${intent}`
}

function dropped({ kind, name, identity, parent }: CatalogObject): string {
  return kind === 'index' ? identity : `${name} ON ${(parent ?? '').replace(/^(materialized )?view /, '')}`
}

function rolesOf(grants: Json): readonly string[] {
  return Object.keys(grants ?? {})
}
