export { openSnapshots, type SnapshotReader } from './reader.js'
