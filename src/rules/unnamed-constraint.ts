import type { CatalogObject } from '../model/catalog.js'
import { everyChange } from '../model/change.js'
import type { RevisionEvidence } from '../model/evidence.js'
import { pythonString } from './words.js'

/** How SQLAlchemy writes a constraint's class, and how PostgreSQL's definition of such a one begins. */
const KINDS: Readonly<Record<string, string>> = {
  UniqueConstraint: 'UNIQUE',
  ForeignKeyConstraint: 'FOREIGN KEY',
  CheckConstraint: 'CHECK',
  PrimaryKeyConstraint: 'PRIMARY KEY',
  ExcludeConstraint: 'EXCLUDE',
}

/**
 * The name of the constraint that a migration wants to drop and does not name: of those that its upgrade made and that may be
 * meant by the error's words. Where that is not known, how PostgreSQL makes such names: ChooseConstraintName and ChooseIndexName.
 */
export function constraintStory(message: string, evidence: RevisionEvidence | null): string {
  const made = (evidence === null ? [] : madeBy(evidence)).filter(mayBeMeant(message))
  const [only] = made
  if (only === undefined || made.length > MOST)
    return (
      'PostgreSQL makes it of table and columns: `<table>_<columns>_key` for a unique constraint, `…_fkey` for a foreign key, `…_check` for a ' +
      'check, and `<table>_pkey` for a primary key. Write that name.'
    )
  const calls = made.map(({ name, table }) => {
    const schema = table.schema === 'public' ? '' : `, schema=${pythonString(table.schema ?? '')}`
    return `\`op.drop_constraint(${pythonString(name)}, ${pythonString(table.name)}${schema})\``
  })
  return made.length === 1
    ? `It is called \`${only.name}\`: ${calls.join('')}.`
    : `The upgrade makes these: ${calls.join(', ')}.`
}

/** More names than these are not listed. */
const MOST = 4

interface MadeConstraint {
  readonly name: string
  readonly definition: string
  readonly table: CatalogObject
}

function madeBy({ upgraded, after }: RevisionEvidence): readonly MadeConstraint[] {
  return everyChange(upgraded ?? []).flatMap((change) => {
    const { type, object } = change
    const table = after?.objects.get(object.parent ?? '')
    const isMade = type === 'added' || (type === 'altered' && change.recreated)
    if (!isMade || object.kind !== 'constraint' || table === undefined) return []
    return [{ name: object.name, definition: String(object.properties['definition']), table }]
  })
}

/** SQLAlchemy prints the constraint with its class and, of some, the table. */
function mayBeMeant(message: string): (one: MadeConstraint) => boolean {
  const [, written = ''] = /for constraint (\w+)\(/.exec(message) ?? []
  const [, on] = /\btable=Table\('([^']+)'/.exec(message) ?? []
  return ({ definition, table }) =>
    definition.startsWith(KINDS[written] ?? '') && (on === undefined || on === table.name)
}
