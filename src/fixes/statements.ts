import { textsOf, type CatalogObject, type Json } from '../model/catalog.js'
import type { Altered } from '../model/change.js'
import { identifier, quoteLiteral } from '../model/sql.js'
import type { Sql } from './mender.js'

/** How statements name an object of a kind. */
export interface Words {
  /** After COMMENT ON, ALTER and DROP: `MATERIALIZED VIEW`. */
  readonly keyword: string
  /** After GRANT … ON; empty for relations, which need none. */
  readonly grant: string
}

/** COMMENT ON, or nothing where the object has no comment. */
export function comment({ keyword }: Words, { identity, properties }: CatalogObject): readonly string[] {
  const text = properties['comment']
  return typeof text === 'string' ? [commentOn(`${keyword} ${identity}`, text)] : []
}

/** `what` is a keyword and a name; a null text takes the comment away. */
export function commentOn(what: string, text: string | null): string {
  return `COMMENT ON ${what} IS ${text === null ? 'NULL' : quoteLiteral(text).trim()}`
}

/**
 * What was granted and revoked beyond PostgreSQL's default, for an object that was just made; null where another than the owner
 * gave it.
 */
export function privileges(words: Words, { identity, properties }: CatalogObject): Sql {
  const on = `${words.grant} ${identity}`.trim()
  return changePrivileges(on, properties, {})
}

/** GRANT and REVOKE that take what was given and taken from `now` to `old`; of one column only where it is named. */
export function changePrivileges(on: string, old: Privileges, now: Privileges, column?: string): Sql {
  const given = [old['grants'] ?? null, now['grants'] ?? null] as const
  const taken = [old['revoked'] ?? null, now['revoked'] ?? null] as const
  return joined([
    revoking(on, beyond(given[1], given[0]), column),
    granting(on, beyond(taken[1], taken[0]), column),
    granting(on, beyond(given[0], given[1]), column),
    revoking(on, beyond(taken[0], taken[1]), column),
  ])
}

/** True when one of the properties, which no statement of the fix gives, is there. */
export function hasAny({ properties }: CatalogObject, names: readonly string[]): boolean {
  return names.some((name) => properties[name] !== undefined)
}

/** Gives back the properties that ALTER, COMMENT, GRANT and REVOKE can; null when another one differs too. */
export function alterCommon(words: Words, { before, object, differences }: Altered): Sql {
  const on = `${words.grant} ${before.identity}`.trim()
  const owner = differences.find(({ property }) => property === 'owner')
  const statements = differences.map(({ property, old, new: now, minor }): Sql => {
    if (minor) return []
    switch (property) {
      case 'comment':
        return [commentOn(`${words.keyword} ${object.identity}`, typeof old === 'string' ? old : null)]
      case 'owner':
        return []
      case 'grants':
      case 'revoked':
        return changePrivileges(on, { [property]: old }, { [property]: now })
      case 'options':
        return changeOptions(words, object.identity, textsOf(old), textsOf(now))
      default:
        return null
    }
  })
  if (owner === undefined) return joined(statements)
  // With the owner PostgreSQL rewrites the privileges: those of the new owner and the former one become one.
  return joined([
    [ownerTo(words, object.identity, String(owner.old))],
    ...statements,
    privileges(words, before),
  ])
}

/** One list of statements; null when one of the lists is not known. */
export function joined(parts: readonly Sql[]): Sql {
  const statements: string[] = []
  for (const part of parts) {
    if (part === null) return null
    statements.push(...part)
  }
  return statements
}

/** ALTER … OWNER TO. */
export function ownerTo({ keyword }: Words, identity: string, owner: string): string {
  return `ALTER ${keyword} ${identity} OWNER TO ${identifier(owner)}`
}

/** ` WITH (fillfactor = '70')` from reloptions; empty without any. */
export function withOptions(options: Json | undefined): string {
  const all = textsOf(options)
  return all.length === 0 ? '' : ` WITH (${all.map(setting).join(', ')})`
}

/** A definition as the catalog prints it, without the closing semicolon. */
export function definition({ properties }: CatalogObject): string {
  return String(properties['definition'] ?? '')
    .trim()
    .replace(/;$/, '')
}

function changeOptions(
  { keyword }: Words,
  identity: string,
  old: readonly string[],
  now: readonly string[],
): readonly string[] {
  const name = (option: string): string => option.split('=')[0] ?? option
  const kept = new Set(old.map(name))
  const gone = now.map(name).filter((option) => !kept.has(option))
  const set = old.filter((option) => !now.includes(option))
  return [
    ...(gone.length > 0 ? [`ALTER ${keyword} ${identity} RESET (${gone.join(', ')})`] : []),
    ...(set.length > 0 ? [`ALTER ${keyword} ${identity} SET (${set.map(setting).join(', ')})`] : []),
  ]
}

function setting(option: string): string {
  const [name, ...value] = option.split('=')
  return `${name} = ${quoteLiteral(value.join('=')).trim()}`
}

type Privileges = Readonly<Record<string, Json>>
type Acl = Readonly<Record<string, readonly string[]>>

function acl(value: Json): Acl {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return {}
  return Object.fromEntries(Object.entries(value).map(([grantee, given]) => [grantee, textsOf(given)]))
}

/** What the first gives and the second does not. */
function beyond(first: Json, second: Json): Json {
  const others = acl(second)
  const rest = Object.entries(acl(first)).map(([grantee, given]): [string, readonly string[]] => [
    grantee,
    given.filter((one) => !(others[grantee] ?? []).includes(one)),
  ])
  return Object.fromEntries(rest.filter(([, given]) => given.length > 0))
}

const OPTION = ' WITH GRANT OPTION'

/** Only who gave it can take it back, and only in that role's name can it be given again. */
function byAnother(value: Json): boolean {
  return Object.values(acl(value)).some((given) => given.some((one) => one.includes(' GRANTED BY ')))
}

function granting(on: string, value: Json, column?: string): Sql {
  if (byAnother(value)) return null
  return Object.entries(acl(value)).flatMap(([grantee, given]) => {
    const plain = given.filter((one) => !one.endsWith(OPTION))
    const passing = given.filter((one) => one.endsWith(OPTION)).map((one) => one.slice(0, -OPTION.length))
    const grant = (what: readonly string[]): string =>
      `GRANT ${of(what, column)} ON ${on} TO ${role(grantee)}`
    return [
      ...(plain.length > 0 ? [grant(plain)] : []),
      ...(passing.length > 0 ? [`${grant(passing)}${OPTION}`] : []),
    ]
  })
}

function revoking(on: string, value: Json, column?: string): Sql {
  if (byAnother(value)) return null
  return Object.entries(acl(value)).map(([grantee, given]) => {
    const what = given.map((one) => one.replace(OPTION, ''))
    return `REVOKE ${of(what, column)} ON ${on} FROM ${role(grantee)}`
  })
}

function of(what: readonly string[], column: string | undefined): string {
  return what.map((one) => (column === undefined ? one : `${one} (${column})`)).join(', ')
}

function role(grantee: string): string {
  return grantee === 'PUBLIC' ? grantee : identifier(grantee)
}
