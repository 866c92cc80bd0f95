import type * as Parser from 'libpg-query'
import type { Node } from 'libpg-query'
import type { Intent, Intents } from '../model/intent.js'
import type { Statement } from '../model/step.js'
import { intentsOf } from './intent-nodes.js'
import { saveMemory } from './v8.js'

type Parse = (sql: string) => { readonly stmts?: readonly { readonly stmt?: Node }[] }

/** Reads what statements say. */
export type IntentReader = (statements: readonly Statement[]) => Intents

export async function openIntents(): Promise<IntentReader> {
  const { parseSync } = await loadParser()
  return (statements) => readIntents(statements, parseSync)
}

/** Why PostgreSQL's parser refuses a script, and on which line; null when it reads it. */
export async function syntaxError(
  sql: string,
): Promise<{ readonly message: string; readonly line: number } | null> {
  const { parseSync, hasSqlDetails } = await loadParser()
  try {
    parseSync(sql)
    return null
  } catch (error) {
    const position = hasSqlDetails(error) ? (error.sqlDetails?.cursorPosition ?? 0) : 0
    return { message: (error as Error).message, line: sql.slice(0, position).split('\n').length }
  }
}

/** PostgreSQL's own parser: https://github.com/constructive-io/libpg-query-node */
async function loadParser(): Promise<typeof Parser> {
  saveMemory()
  const parser = await import(/* webpackMode: "eager" */ 'libpg-query')
  await parser.loadModule()
  return parser
}

function readIntents(statements: readonly Statement[], parse: Parse): Intents {
  const all: Intent[] = []
  const opaque: number[] = []
  for (const [statement, { sql }] of statements.entries()) {
    const nodes = nodesOf(sql, parse)
    if (nodes === null || nodes.some(isOpaque)) opaque.push(statement)
    for (const node of nodes ?? [])
      all.push(...intentsOf(node).map((one) => ({ ...NOTHING, ...one, statement })))
  }
  return { all, opaque }
}

function nodesOf(sql: string, parse: Parse): readonly Node[] | null {
  try {
    return (parse(sql).stmts ?? []).flatMap(({ stmt }) => (stmt === undefined ? [] : [stmt]))
  } catch {
    return null
  }
}

function isOpaque(node: Node): boolean {
  if ('TransactionStmt' in node) return (node.TransactionStmt.kind ?? '').startsWith('TRANS_STMT_ROLLBACK')
  return ['DoStmt', 'CallStmt', 'ExecuteStmt', 'SelectStmt', 'DropOwnedStmt'].some((name) => name in node)
}

const NOTHING = {
  on: null,
  becomes: null,
  cascade: false,
  conditional: false,
  replaces: false,
  concurrently: false,
  withNoData: false,
}
