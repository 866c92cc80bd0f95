import { failureDrafts } from './failure.js'
import type { Rule } from './rule.js'
import { isNoop } from './undone.js'

export const downgradeFails: Rule = {
  id: 'downgrade-fails',
  severity: 'error',
  says: 'the downgrade raises an error',
  revision: (evidence, past) =>
    isNoop(evidence) || evidence.irreversible !== null ? [] : failureDrafts(evidence, 'downgrade', past),
}
