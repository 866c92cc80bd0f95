import { afterAll, beforeAll } from '@jest/globals'
import { VERIFY } from '../../src/snapshot/verify.js'

/** Has every snapshot of a file's or a block's tests held against a full one. */
export function verifySnapshots(): void {
  beforeAll(() => {
    process.env[VERIFY] = '1'
  })
  afterAll(() => {
    delete process.env[VERIFY]
  })
}
