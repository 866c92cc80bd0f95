import { keyOfObject, readsOf, type CatalogObject, type Json, type Snapshot } from '../model/catalog.js'
import type { RevisionEvidence } from '../model/evidence.js'
import type { Finding } from '../model/finding.js'
import { redefinitions, type Redefinition } from '../model/redefinition/index.js'
import { columnSettings } from './columns.js'
import type { Sql } from './mender.js'
import { joined } from './statements.js'
import { createWhole, menderOf } from './whole.js'

/** Statements for the end of `upgrade` that give back what a finding says the upgrade lost; null when they cannot be told. */
export function giveBack({ rule, object, differences }: Finding, evidence: RevisionEvidence): Sql {
  const { before, after } = evidence
  if (before === null || after === null || object === null) return null
  if (rule === 'cascade-dropped')
    return makeAgain(
      differences.map(({ property }) => before.objects.get(property)),
      before,
      after,
    )
  if (rule !== 'index-lost-on-redefine') return null
  const found = redefinitions(evidence).find((one) => one.object.identity === object.identity)
  return found === undefined ? null : complete(found, before)
}

/** All that a view lost when it was made anew. */
function complete(
  { before, object, gone, poorer, differences, columns }: Redefinition,
  stood: Snapshot,
): Sql {
  const own = { type: 'altered', object, recreated: true, differences, children: [] } as const
  const settings: Json = columns.map(({ name, settings }) => ({ name, ...settings }))
  return joined([
    ...gone.map((one) => createWhole(one, stood)),
    ...poorer.map((one) => menderOf(one.object)?.alter?.(one) ?? null),
    menderOf(object)?.alter?.({ ...own, before: { ...before, kind: object.kind } }) ?? null,
    columnSettings(object.kind.toUpperCase(), { ...object, properties: { columns: settings } }),
  ])
}

/** Null unless all that the objects read is still there or made with them. */
function makeAgain(objects: readonly (CatalogObject | undefined)[], before: Snapshot, after: Snapshot): Sql {
  const known = objects.filter((one) => one !== undefined).sort((a, b) => a.oid - b.oid)
  const there = new Set([...after.objects.keys(), ...known.map(keyOfObject)])
  const stands = (one: CatalogObject): boolean => readsOf(one).every((key) => there.has(key))
  if (known.length < objects.length || !known.every(stands)) return null
  return joined(known.map((one) => createWhole(one, before)))
}
