export { readCluster } from './cluster.js'
export { openSnapshots, type SnapshotReader } from './reader.js'
export { openWalWatch, type WalWatch } from './wal.js'
