import { failureDrafts } from './failure.js'
import type { Rule } from './rule.js'

export const upgradeFails: Rule = {
  id: 'upgrade-fails',
  severity: 'error',
  says: 'the upgrade raises an error',
  revision: (evidence, past) => failureDrafts(evidence, 'upgrade', past),
}
