import { openWalWatch, type WalWatch } from '../../src/snapshot/index.js'
import { createTestDatabase, serverMajor } from './database.js'

/** A watch over the WAL of this jest run's server, in a database of its own; null where the server is too old for one. */
export async function openTestWatch(): Promise<{
  readonly watch: WalWatch | null
  close(): Promise<void>
}> {
  const database = await createTestDatabase()
  const create = () => Promise.resolve(database.target)
  const watch = await openWalWatch({ version: `${await serverMajor()}.0`, create })
  return {
    watch,
    async close() {
      await watch?.close()
      await database.drop()
    },
  }
}
