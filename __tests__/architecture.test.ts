import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import ts from 'typescript'

/** The arrow: data flows from left to right. */
const STAGES = [
  'inputs',
  'server',
  'tools',
  'plan',
  'run',
  'snapshot',
  'seed',
  'diff',
  'rules',
  'fixes',
  'report',
  'publish',
]
const ENTRIES = ['action.ts', 'action-post.ts', 'cli.ts', 'check.ts']

const FILES = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const stageOf = (file: string): string => file.split('/')[0] ?? ''

interface Import {
  readonly from: string
  readonly to: string
  readonly typesOnly: boolean
}

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(join('src', file), 'utf8'), ts.ScriptTarget.ES2022)
  return source.statements.flatMap((statement): Import[] => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return []
    const { moduleSpecifier } = statement
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return []
    if (!moduleSpecifier.text.startsWith('.')) return []
    const to = relative('src', join('src', dirname(file), moduleSpecifier.text))
    return [{ from: file, to, typesOnly: isTypesOnly(statement) }]
  })
}

function isTypesOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly
  const { importClause } = statement
  if (importClause === undefined) return false
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const { name, namedBindings } = importClause
  const isNamed = namedBindings !== undefined && ts.isNamedImports(namedBindings)
  return name === undefined && isNamed && namedBindings.elements.every((element) => element.isTypeOnly)
}

/** Why an import breaks the arrow; null when it does not. */
function fault({ from, to, typesOnly }: Import): string | null {
  const [here, there] = [stageOf(from), stageOf(to)]
  if (ENTRIES.includes(from) || here === there) return null
  if (there === 'model') return null
  if (here === 'model') return `${from} is in model/ and imports ${to}`
  if (!STAGES.includes(there)) return `${from} imports the entry ${to}`
  if (!typesOnly)
    return `${from} imports values from ${to}: hand them over in check.ts, or move what both need to model/`
  // They talk to each other: a run asks for snapshots around every leg, and for rows after them.
  if (here === 'run' && ['snapshot', 'seed'].includes(there)) return null
  return STAGES.indexOf(there) < STAGES.indexOf(here)
    ? null
    : `${from} imports types from ${to}, which comes later`
}

describe('the arrow', () => {
  test('src holds the stages, model and the entries, and nothing else', () => {
    const tops = new Set(FILES.map(stageOf))
    expect([...tops].sort()).toEqual([...STAGES, ...ENTRIES, 'model'].sort())
  })

  test('values come from model/ or the own stage, types from the left', () => {
    expect(FILES.flatMap(importsOf).map(fault).filter(Boolean)).toEqual([])
  })

  test('check.ts, which joins the stages, stays under 150 lines', () => {
    expect(readFileSync('src/check.ts', 'utf8').split('\n').length).toBeLessThan(150)
  })

  test.each([
    [{ from: 'rules/a.ts', to: 'fixes/b.js', typesOnly: true }, 'comes later'],
    [{ from: 'rules/a.ts', to: 'diff/b.js', typesOnly: false }, 'imports values'],
    [{ from: 'model/a.ts', to: 'diff/b.js', typesOnly: true }, 'is in model/'],
    [{ from: 'diff/a.ts', to: 'check.js', typesOnly: true }, 'imports the entry'],
  ])('a fault is told: %j', (one, says) => {
    expect(fault(one)).toContain(says)
  })
})
