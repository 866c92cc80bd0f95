import type { Change, Difference } from '../model/change.js'
import { named } from './words.js'

const OWN: Readonly<Record<string, string>> = {
  definition: 'Put the former definition into `downgrade()`, written out in full, not the new one.',
  columns: 'Its columns must have the names, types and order they had before.',
  populated:
    'It must be as filled as before: leave out `WITH NO DATA`, or run `REFRESH MATERIALIZED VIEW {name}` afterwards, ' +
    'since reading an unpopulated materialized view raises an error.',
  owner: 'Give it back to its owner with `ALTER … OWNER TO`.',
  options: 'Set its storage or view options again, in `WITH (…)` or with `ALTER … SET (…)`.',
  labels:
    'PostgreSQL cannot take a label from an enum type: make a new type, move the columns to it and drop the old one, ' +
    'or say that the revision is one-way with `# matview-check: irreversible reason`.',
  valid: 'The index was built only in part: drop it and build it again.',
  statistics: 'Set its statistics target again.',
  enabled: 'Enable or disable it as it was: `ALTER TABLE … ENABLE` or `DISABLE`.',
  trigger_states: 'Enable or disable its triggers as they were, those behind foreign keys included.',
  row_security:
    'Row security decides who sees which rows: `ALTER TABLE … ENABLE` or `DISABLE ROW LEVEL SECURITY`.',
  force_row_security:
    'Say again whether row security binds the owner too: `FORCE` or `NO FORCE ROW LEVEL SECURITY`.',
  replica_identity: 'Set `REPLICA IDENTITY` again: logical replication needs it for UPDATE and DELETE.',
}

/** What went with the object when it was dropped, and what was not taken back from one that stayed. */
const GIVEN: Readonly<Record<string, readonly [lost: string, kept: string]>> = {
  grants: [
    'Grants are lost with a `DROP`: repeat each `GRANT` after the `CREATE`.',
    'Take back in `downgrade()` what `upgrade()` grants, and grant again what it revokes.',
  ],
  revoked: [
    'A `REVOKE` is lost with a `DROP`: repeat it after the `CREATE`.',
    'Grant again in `downgrade()` what `upgrade()` revokes, and revoke what it grants.',
  ],
  comment: [
    'The comment is lost with a `DROP`: repeat `COMMENT ON`.',
    'Give back the former comment in `downgrade()`: `COMMENT ON … IS …`, or `IS NULL` where there was none.',
  ],
}

/** Why a difference is worth a notice only. docs/equality.md says the same at length. */
const MINOR: Readonly<Record<string, string>> = {
  column_order:
    'Nothing that names its columns can tell the difference, and PostgreSQL can only append a column. ' +
    'Code that reads `SELECT *` or inserts without naming columns can tell.',
  name:
    'PostgreSQL chose both names, and adds a number when the plain one is taken. Only a statement that uses the name, such ' +
    'as a later `DROP CONSTRAINT`, can tell: name indexes and constraints yourself.',
  not_null_name:
    'PostgreSQL chose both names of the NOT NULL constraint, for which `SET NOT NULL` takes none. Only a statement that ' +
    'uses the name can tell.',
  populated: 'It was never filled before the upgrade and is now, so that reading it gives rows and no error.',
  definition:
    'Only casts differ. PostgreSQL writes them when it changes the type of a column that a condition names, and keeps them.',
  local:
    'It is inherited as before. That it also counts as its own is seen only once the parent drops it or is left, and no ' +
    'statement sets it back.',
}
const OF_A_NAME = 'It differs only because it tells a name that PostgreSQL chose and numbered.'

/** Why the differences of a change, all of them minor, are worth a notice only. */
export function minorHints(change: Change): string {
  const own = change.type === 'altered' ? change.differences : []
  return [...new Set(own.map(({ property }) => MINOR[property] ?? OF_A_NAME))].join(' ')
}

/** What to do about each property that differs, and about what hangs on the object. */
export function hintsFor(change: Change): string {
  const own = change.type === 'altered' ? change.differences.map((one) => hint(one, change.recreated)) : []
  const hints = own
    .filter((hint) => hint !== '')
    .map((hint) => hint.replaceAll('{name}', change.object.identity))
  const children = childrenHint(change).trim()
  const all = [...new Set([...hints, ...(children === '' ? [] : [children])])]
  return all.length > 0
    ? all.join(' ')
    : `Undo in \`downgrade()\` exactly what \`upgrade()\` changed on ${named(change.object)}.`
}

function hint({ property, old }: Difference, recreated: boolean): string {
  const [lost, kept] = GIVEN[property] ?? []
  if (lost === undefined || kept === undefined) return OWN[property] ?? ''
  return recreated && old !== null ? lost : kept
}

/** What to do about the objects that hang on a re-created one; begins with a space when there is something to say. */
export function childrenHint(change: Change): string {
  const gone = change.children.filter((child) => child.type !== 'added' && child.object.kind === 'index')
  if (gone.length === 0) return ''
  const names = gone.map((child) => `\`${child.object.name}\``).join(', ')
  return ` Indexes go with the ${change.object.kind} they belong to: create ${names} again after it, as before.`
}
