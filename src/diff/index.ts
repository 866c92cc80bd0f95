export { diff, equal } from './diff.js'
export { revisionEvidence, walkEvidence } from './evidence.js'
