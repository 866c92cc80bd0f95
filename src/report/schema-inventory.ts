import { array, nullable, object, text, type Schema } from './schema-parts.js'

const identities = (description: string): Schema => array(description, { type: 'string' })
const count = (description: string): Schema => ({ ...nullable(description, 'integer'), minimum: 0 })

/** `InventoryView` */
export const materializedView = object('One materialized view. Relations are told by their identities.', {
  identity: text('Its name with its schema, quoted as SQL needs it.'),
  revision: nullable(
    'The revision whose upgrade made it last; null when no migration that was run did.',
    'string',
  ),
  indexes: array(
    'Its indexes by name.',
    object('One index.', { name: text('The bare name.'), unique: { type: 'boolean' } }),
  ),
  populated: { type: 'boolean' },
  concurrently: { type: 'boolean', description: 'True when REFRESH … CONCURRENTLY is accepted.' },
  because: nullable('Why it is not accepted, as a clause; null when it is.', 'string'),
  reads: identities('The relations that its definition names.'),
  rows: count('Number of rows; null when none can be told.'),
  bytes: count('Size with its indexes; null when none can be told.'),
})

/** `Relation` */
export const relation = object('One relation of the graph.', {
  kind: text('`table`, `foreign table`, `view`, `materialized view` …'),
  identity: text('Its name with its schema, quoted as SQL needs it.'),
  touch: {
    enum: ['created', 'recreated', 'altered', 'dropped', null],
    description: 'What the checked revisions, all together, did to it; null when they left it alone.',
  },
  reads: identities('Identities of the relations of this graph that it reads.'),
})
