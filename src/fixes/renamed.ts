import { keyOfObject, type CatalogObject, type Json } from '../model/catalog.js'
import { identifier } from '../model/sql.js'
import { menderOf } from './whole.js'
import { parentIdentity } from './identifiers.js'
import type { Mentions } from './mentions.js'

/** An object that lives on under another name. */
export interface Renaming {
  readonly former: CatalogObject
  readonly now: CatalogObject
  /** Gives the former name back. */
  readonly sql: readonly string[]
}

/** Objects that are gone and objects that have come, with the states that they stand in. */
interface Sides {
  readonly gone: readonly CatalogObject[]
  readonly come: readonly CatalogObject[]
  readonly before: Mentions
  readonly after: Mentions
}

/**
 * Which of the objects that are gone are there under another name: the same object, or one that is the same but for the name. To drop such
 * a one and make the other would lose rows, and all that stands on it. Where two fit, none is told.
 */
export function renamings(sides: Sides): readonly Renaming[] {
  const found: Renaming[] = []
  for (let next = nextOf(sides, found); next !== null; next = nextOf(sides, found)) found.push(next)
  return innerFirst(found)
}

function nextOf(sides: Sides, found: readonly Renaming[]): Renaming | null {
  const { gone, come } = sides
  const isKnown = new Set(come.map((one) => keyOfObject(withFormerNames(one, found))))
  const isWanted = new Set(gone.map(keyOfObject))
  const lost = gone.filter((one) => !isKnown.has(keyOfObject(one)))
  const odd = come.filter((one) => !isWanted.has(keyOfObject(withFormerNames(one, found))))
  for (const former of lost) {
    const [now, ...others] = odd.filter((one) => isAlike(former, one, found, sides))
    if (now === undefined || others.length > 0) continue
    if (lost.some((one) => one !== former && isAlike(one, now, found, sides))) continue
    const sql = menderOf(now)?.rename?.(now, former) ?? null
    if (sql !== null) return { former, now, sql }
  }
  return null
}

/** The object as it were with the former names given back. */
export function withFormerNames(object: CatalogObject, all: readonly Renaming[]): CatalogObject {
  return innerFirst(all).reduce(withFormerName, object)
}

function withFormerName(object: CatalogObject, { former, now }: Renaming): CatalogObject {
  const isOwn = keyOfObject(object) === keyOfObject(now)
  const full = wordOf(now.identity)
  const names = (text: string): string => text.replace(full, () => former.identity)
  const isBeside =
    now.kind === 'column' && (object.parent === now.parent || mentions(object, wordOf(parentIdentity(now))))
  if (!isOwn && !isBeside && !mentions(object, full)) return object
  const bare = wordOf(identifier(now.name), now.kind === 'column')
  const texts = (text: string): string =>
    now.kind === 'schema' ? names(text) : asFormer(names(text), bare, identifier(former.name))
  const inSchema = now.kind === 'schema' && object.schema === now.name ? former.name : object.schema
  return {
    ...object,
    identity: isOwn ? former.identity : names(object.identity),
    name: isOwn ? former.name : object.name,
    schema: isOwn ? former.schema : inSchema,
    parent: object.parent === null ? null : names(object.parent),
    properties: mapped(object.properties, texts) as CatalogObject['properties'],
    ...(object.facts === undefined ? {} : { facts: mapped(object.facts, names) as typeof object.facts }),
  }
}

/** A view keeps the name of its own column when the one that it reads gets another. */
function asFormer(text: string, bare: RegExp, former: string): string {
  return text.replace(bare, () => former).replaceAll(`${former} AS ${former}`, former)
}

function isAlike(
  former: CatalogObject,
  now: CatalogObject,
  found: readonly Renaming[],
  { before, after }: Sides,
): boolean {
  if (former.kind !== now.kind) return false
  if (withFormerNames(now, found).parent !== former.parent) return false
  // A column has its table's number.
  if (former.kind !== 'column' && former.oid === now.oid) return true
  const all = [...found, { former, now, sql: [] }]
  if (content(withFormerNames(now, all)) !== content(former)) return false
  const was = whole(former, before)
  const is = whole(now, after).map((one) => withFormerNames(one, all))
  return was.map(content).sort().join() === is.map(content).sort().join()
}

function whole(object: CatalogObject, state: Mentions): readonly CatalogObject[] {
  return [object, ...state.childrenOf(object).flatMap((child) => whole(child, state))]
}

function content({ kind, identity, properties }: CatalogObject): string {
  return JSON.stringify([kind, identity, properties])
}

/** What hangs on a renamed object is named by the name that this one has until then. */
function innerFirst(all: readonly Renaming[]): readonly Renaming[] {
  return [...all].sort((a, b) => depth(b.now) - depth(a.now))
}

function depth({ kind, parent }: CatalogObject): number {
  return kind === 'schema' ? 0 : parent === null ? 1 : 2
}

/** A name, bare or full, where it stands whole. */
function wordOf(name: string, afterDot = false): RegExp {
  const text = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\w$"${afterDot ? '' : '.'}])${text}(?![\\w$"])`, 'g')
}

function mentions({ identity, parent, properties }: CatalogObject, word: RegExp): boolean {
  let found = false
  const look = (text: string): string => ((found ||= text.search(word) !== -1), text)
  mapped([identity, parent, properties], look)
  return found
}

function mapped(value: Json | undefined, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => mapped(one, change))
  if (value === null || value === undefined || typeof value !== 'object') return value ?? null
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [change(name), mapped(one, change)]))
}
