export { openRows, type RowKeeper } from './keeper.js'
export type { Probed } from './probes.js'
export { rowSource, type RowSource } from './source.js'
