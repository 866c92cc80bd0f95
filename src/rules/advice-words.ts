import type { StepError } from '../model/step.js'
import { pythonString, shortened } from './words.js'

/** Puts what the server said into a text's placeholders; one that is not known becomes nothing. */
export function fill(
  text: string,
  error: StepError,
  groups: Readonly<Record<string, string | undefined>>,
): string {
  const statement = shortened(error.statement ?? '…', 160)
  const detail = shortened(error.detail ?? '', 400)
  const known: Readonly<Record<string, string | undefined>> = {
    ...groups,
    statement,
    python: pythonString(statement),
    detail,
    dependents: detail === '' ? '' : `PostgreSQL names them: ${detail}.`,
    drops: drops(error),
    refreshed: /\bconcurrently\s+(?<name>[^\s;]+)/i.exec(error.statement ?? '')?.groups?.['name'] ?? '…',
    ownKind: ownKind(error, groups['name']),
  }
  return text
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? '')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
}

/** How each kind of object is dropped that PostgreSQL may name among the dependents. */
const DROPS: readonly (readonly [named: RegExp, drop: (...parts: string[]) => string])[] = [
  [
    /^(materialized view|view|table|foreign table|sequence|function|type|index) (.+)$/,
    (kind = '', name) => `DROP ${kind.toUpperCase()} ${name}`,
  ],
  [
    /^constraint (.+) on (?:foreign )?table (.+)$/,
    (name, table) => `ALTER TABLE ${table} DROP CONSTRAINT ${name}`,
  ],
  [
    /^(trigger|policy|rule) (.+) on (?:table|view|materialized view) (.+)$/,
    (kind = '', name, table) => `DROP ${kind.toUpperCase()} ${name} ON ${table}`,
  ],
  [
    /^default value for column (.+) of table (.+)$/,
    (column, table) => `ALTER TABLE ${table} ALTER COLUMN ${column} DROP DEFAULT`,
  ],
  [/^column (.+) of table (.+)$/, (column, table) => `ALTER TABLE ${table} DROP COLUMN ${column}`],
]

/**
 * The statements that drop the dependents and then the object, as a clause; nothing when one of them is not known. PostgreSQL
 * names each object after those it depends on: src/backend/catalog/dependency.c (reportDependentObjects).
 */
function drops({ message, detail }: StepError): string {
  const [, object] = /^cannot drop (.+) because other objects depend on it/.exec(message) ?? []
  const dependents = (detail ?? '').split('\n').map((line) => /^(.+) depends on .+$/.exec(line)?.[1])
  if (object === undefined) return ''
  const statements = [object, ...dependents].map((one) => dropOf(one ?? ''))
  return statements.includes(null) ? '' : `: \`${[...new Set(statements.reverse())].join('; ')}\``
}

function dropOf(object: string): string | null {
  for (const [named, drop] of DROPS) {
    const match = named.exec(object)
    if (match !== null) return drop(...match.slice(1))
  }
  return null
}

function ownKind({ hint, statement }: StepError, name = '…'): string {
  const [, command] = /^Use (DROP [A-Z ]+) to remove/.exec(hint ?? '') ?? []
  const [, target] =
    /\bdrop\s+(?:materialized\s+)?\w+\s+(?:if\s+exists\s+)?([^\s;,]+)/i.exec(statement ?? '') ?? []
  if (command === undefined) return '`DROP MATERIALIZED VIEW`, `DROP VIEW` or `DROP TABLE`'
  return `\`${command} ${target ?? name}\``
}
