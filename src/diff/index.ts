export { diff, equal } from './diff.js'
export { evidenceAfter, revisionEvidence, walkEvidence } from './evidence.js'
