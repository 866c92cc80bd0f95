import type { Json } from '../../model/catalog.js'
import type { Mender } from '../mender.js'
import { renamed } from '../naming.js'
import { alterCommon, joined } from '../statements.js'

/** A dropped table is not made again: its rows are gone. */
export const table: Mender = {
  kinds: ['table'],
  drop: ({ identity }) => [`DROP TABLE ${identity}`],
  rename: (now, former) => renamed('TABLE', now, former),
  alter: (change) => {
    const own = change.differences.filter(({ property, old }) => setting(property, old) !== null)
    return joined([
      own.map(({ property, old }) => `ALTER TABLE ${change.object.identity} ${setting(property, old) ?? ''}`),
      alterCommon(
        { keyword: 'TABLE', grant: '' },
        { ...change, differences: change.differences.filter((one) => !own.includes(one)) },
      ),
    ])
  },
}

/** What follows ALTER TABLE to set it as it was; null for what is set in another way, or cannot be. */
function setting(property: string, old: Json): string | null {
  switch (property) {
    case 'row_security':
      return `${old === true ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`
    case 'force_row_security':
      return `${old === true ? '' : 'NO '}FORCE ROW LEVEL SECURITY`
    case 'replica_identity':
      return old === 'index'
        ? null
        : `REPLICA IDENTITY ${old === null ? 'DEFAULT' : String(old).toUpperCase()}`
    case 'persistence':
      return `SET ${old === null ? 'LOGGED' : 'UNLOGGED'}`
    default:
      return null
  }
}
