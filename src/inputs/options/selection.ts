import type { Option } from './option.js'

/** Which revisions are checked. */
export const SELECTION = [
  {
    name: 'revisions',
    type: 'text',
    placeholder: 'WHICH',
    default: 'all',
    sentence:
      'Revisions to check: all; changed (those whose files differ from base-ref); one revision; or A:B, those after A up to and with B. The others are only applied.',
    where: 'both',
    commands: ['check'],
  },
  {
    name: 'base-ref',
    type: 'text',
    placeholder: 'REF',
    default: null,
    otherwise: "the pull request's base, else the default branch",
    sentence: 'What `revisions: changed` compares with: a branch, tag or commit.',
    where: 'both',
    commands: ['check'],
  },
  {
    name: 'floor',
    type: 'text',
    placeholder: 'REVISION',
    default: null,
    otherwise: 'none',
    sentence: 'This revision and those before it are only applied, never judged.',
    where: 'both',
    commands: ['check'],
  },
  {
    name: 'full-walk',
    type: 'boolean',
    placeholder: '',
    default: 'true',
    sentence: 'At the end walk from the heads down to the base and up again.',
    where: 'both',
    commands: ['check'],
  },
  {
    name: 'shard',
    type: 'text',
    placeholder: 'I/N',
    default: null,
    otherwise: 'everything',
    sentence: 'Check only part I of N of the revisions, to spread them over a job matrix.',
    where: 'both',
    commands: ['check'],
  },
] as const satisfies readonly Option[]
