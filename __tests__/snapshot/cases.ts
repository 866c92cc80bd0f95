export { CASES, SETUP, TEARDOWN } from './cases/all.js'
export type { SnapshotCase } from './cases/case.js'
