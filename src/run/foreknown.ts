import type { CheckInputs } from '../inputs/inputs.js'
import type { Foreknown } from '../model/foreknown.js'
import type { Plan } from '../model/step.js'
import { configuredSql } from './configured.js'
import { readLockRoom } from './lock-room.js'
import type { Bench } from './bench.js'

/** What there is to know before the first revision is run. */
export async function foreknow(
  inputs: CheckInputs,
  { selected }: Plan,
  { readIntents, server }: Bench,
): Promise<Foreknown> {
  return {
    configured: await configuredSql(inputs, readIntents),
    selected,
    lockRoom: await readLockRoom((sql) => server.query(sql)),
  }
}
