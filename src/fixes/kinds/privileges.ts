import type { CatalogObject } from '../../model/catalog.js'
import type { Mender, Sql } from '../mender.js'
import { changePrivileges } from '../statements.js'

/** How GRANT names what pg_identify_object calls otherwise; relations need no word: https://www.postgresql.org/docs/current/sql-grant.html */
const WORDS: readonly (readonly [type: string, word: string])[] = [
  ['foreign-data wrapper', 'FOREIGN DATA WRAPPER '],
  ['foreign table', ''],
  ['materialized view', ''],
  ['aggregate', 'FUNCTION '],
  ['function', 'FUNCTION '],
  ['language', 'LANGUAGE '],
  ['procedure', 'PROCEDURE '],
  ['schema', 'SCHEMA '],
  ['sequence', 'SEQUENCE '],
  ['table', ''],
  ['type', 'TYPE '],
  ['view', ''],
]

const NOTHING = {}

/** Grants on PostgreSQL's own objects and on members of extensions; those on a single column are the author's to mend. */
export const privileges: Mender = {
  kinds: ['privileges'],
  drop: (object) => change(object, NOTHING, object.properties),
  create: (object) => change(object, object.properties, NOTHING),
  alter: ({ before, object }) => change(object, before.properties, object.properties),
}

/** `name` begins with the type: `function app.act()`. */
function change({ name }: CatalogObject, old: Properties, now: Properties): Sql {
  if (/^[a-z -]+ column /.test(name)) return null
  const [type, word] = WORDS.find(([one]) => name.startsWith(`${one} `)) ?? []
  if (type === undefined || word === undefined) return null
  return changePrivileges(word + name.slice(type.length + 1), old, now)
}

type Properties = CatalogObject['properties']
