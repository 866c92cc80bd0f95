import type { CatalogObject } from './catalog.js'
import type { Change } from './change.js'
import { names } from './sql.js'

/** What SQL must say to make, change or drop an object that belongs to the whole server. */
const VERBS: Readonly<Record<string, Readonly<Record<'added' | 'removed' | 'altered', RegExp>>>> = {
  role: {
    added: /\bcreate\s+(role|group|user(?!\s+mapping))\b/i,
    removed: /\bdrop\s+(role|group|user(?!\s+mapping))\b/i,
    altered: /\b(alter|comment\s+on|security\s+label\b[^;]*?\bon)\s+(role|group|user(?!\s+mapping))\b/i,
  },
  'role membership': {
    added: /\bgrant\b|\b(create|alter)\s+(role|group|user)\b/i,
    removed: /\brevoke\b|\balter\s+group\b|\bdrop\s+(role|group|user|owned)\b/i,
    altered: /\b(grant|revoke)\b/i,
  },
  'role settings': {
    added: /\balter\s+(role|user)\s+all\b/i,
    removed: /\balter\s+(role|user)\s+all\b/i,
    altered: /\balter\s+(role|user)\s+all\b/i,
  },
  tablespace: {
    added: /\bcreate\s+tablespace\b/i,
    removed: /\bdrop\s+tablespace\b/i,
    altered: /\b(alter|comment\s+on|on)\s+tablespace\b/i,
  },
  parameter: {
    added: /\bon\s+parameter\b/i,
    removed: /\bon\s+parameter\b/i,
    altered: /\bon\s+parameter\b/i,
  },
}

const TOUCHES =
  /\b(create|alter|drop|comment\s+on|security\s+label\b[^;]*?\bon)\s+(role|user|group|tablespace|database|system)\b|\bon\s+(parameter|database|tablespace)\b|\b(grant|revoke)\b(?![^;]*\bon\b)/i

/** True for SQL that may change what belongs to the whole server, or what a copy of a database does not take with it. */
export function touchesCluster(sql: string): boolean {
  return TOUCHES.test(sql)
}

/** True when the SQL says to do this to this object, by its name. */
export function saysToDo(sql: string, did: Change['type'], object: CatalogObject): boolean {
  const verbs = VERBS[object.kind]
  if (verbs === undefined || did === 'replaced') return false
  const called =
    object.kind === 'role membership'
      ? [object.properties['role'], object.properties['member']]
      : [object.name]
  return verbs[did].test(sql) && called.every((name) => names(sql, String(name)))
}

/** SQL without what stands in dollar quotes: there a statement may be run on a condition. */
export function withoutBodies(sql: string): string {
  return sql.replace(/(\$\w*\$)[^]*?\1/g, '')
}
