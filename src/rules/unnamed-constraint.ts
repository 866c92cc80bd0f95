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
 * The name of the constraint that a migration wants to drop and does not name: of the only one that its upgrade added and that may be
 * meant by the error's words. Where that is not known, how PostgreSQL makes such names: ChooseConstraintName and ChooseIndexName.
 */
export function constraintStory(message: string, evidence: RevisionEvidence | null): string {
  const added = (evidence === null ? [] : addedBy(evidence)).filter(mayBeMeant(message))
  const [only] = added
  if (only === undefined || added.length > 1)
    return (
      'PostgreSQL makes it of table and columns: `<table>_<columns>_key` for a unique constraint, `…_fkey` for a foreign key, `…_check` for a ' +
      'check, and `<table>_pkey` for a primary key. Write that name.'
    )
  const { name, table } = only
  const schema = table.schema === 'public' ? '' : `, schema=${pythonString(table.schema ?? '')}`
  return `PostgreSQL called it \`${name}\`: \`op.drop_constraint(${pythonString(name)}, ${pythonString(table.name)}${schema})\`.`
}

interface AddedConstraint {
  readonly name: string
  readonly definition: string
  readonly table: CatalogObject
}

function addedBy({ upgraded, after }: RevisionEvidence): readonly AddedConstraint[] {
  return everyChange(upgraded ?? []).flatMap(({ type, object }) => {
    const table = after?.objects.get(object.parent ?? '')
    if (type !== 'added' || object.kind !== 'constraint' || table === undefined) return []
    return [{ name: object.name, definition: String(object.properties['definition']), table }]
  })
}

/** SQLAlchemy prints the constraint with its class and, of some, the table. */
function mayBeMeant(message: string): (one: AddedConstraint) => boolean {
  const [, written = ''] = /for constraint (\w+)\(/.exec(message) ?? []
  const [, on] = /\btable=Table\('([^']+)'/.exec(message) ?? []
  return ({ definition, table }) =>
    definition.startsWith(KINDS[written] ?? '') && (on === undefined || on === table.name)
}
