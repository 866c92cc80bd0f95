import type { FailOn } from '../../model/result.js'
import type { Option } from './option.js'

/** The values of `fail-on`. */
export const FAIL_ON = ['error', 'warning', 'never'] as const satisfies readonly FailOn[]

/** What counts as failed. */
export const VERDICT = [
  {
    name: 'fail-on',
    type: 'choice',
    placeholder: 'SEVERITY',
    default: 'error',
    sentence: 'Findings that fail the run: error; warning (and worse); never.',
    where: 'both',
    commands: ['check', 'report'],
    choices: FAIL_ON,
  },
  {
    name: 'severity',
    type: 'text',
    placeholder: 'RULE=SEVERITY',
    default: null,
    otherwise: "the rules' own",
    sentence: 'Another severity for a rule: error, warning, notice or off.',
    where: 'both',
    commands: ['check'],
    repeatable: true,
  },
] as const satisfies readonly Option[]
