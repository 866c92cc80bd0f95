import type { CatalogObject } from '../model/catalog.js'
import type { Altered } from '../model/change.js'
import { ownName, parentIdentity, parentKeyword } from './identifiers.js'
import type { Sql } from './mender.js'
import { commentOn, joined } from './statements.js'

const STATE: Readonly<Record<string, string>> = {
  yes: 'ENABLE',
  no: 'DISABLE',
  replica: 'ENABLE REPLICA',
  always: 'ENABLE ALWAYS',
}

/** What CREATE does not give to a trigger, rule, policy or constraint, `word`: whether it is enabled, and its comment. */
export function settingsOf(word: string, object: CatalogObject): readonly string[] {
  const { enabled, comment } = object.properties
  return [
    ...(typeof enabled === 'string' && enabled !== 'yes' ? enabling(word, object, enabled) : []),
    ...(typeof comment === 'string' ? [commenting(word, object, comment)] : []),
  ]
}

/** Gives back what `settingsOf` gives; null when another property differs too. */
export function alterSettings(word: string, { before, differences }: Altered): Sql {
  return joined(
    differences.map(({ property, old, minor }): Sql => {
      if (minor) return []
      if (property === 'comment') return [commenting(word, before, typeof old === 'string' ? old : null)]
      return property === 'enabled' ? enabling(word, before, String(old)) : null
    }),
  )
}

function enabling(word: string, object: CatalogObject, state: string): readonly string[] {
  // ALTER TABLE takes a view, too; ALTER VIEW knows neither word.
  const table = parentKeyword(object) === 'FOREIGN TABLE' ? 'FOREIGN TABLE' : 'TABLE'
  return [`ALTER ${table} ${parentIdentity(object)} ${STATE[state] ?? 'ENABLE'} ${word} ${ownName(object)}`]
}

function commenting(word: string, object: CatalogObject, text: string | null): string {
  return commentOn(`${word} ${ownName(object)} ON ${parentIdentity(object)}`, text)
}
