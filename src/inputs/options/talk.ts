import type { Option } from './option.js'

/** The values of `comment`. */
export const COMMENT = ['problems', 'always', 'never'] as const

/** What is told on the pull request, and how much in the log. */
export const TALK = [
  {
    name: 'comment',
    type: 'choice',
    placeholder: 'WHEN',
    default: 'problems',
    sentence:
      'Comment on the pull request: problems (only when something is found; turns green once it is mended); always; never.',
    where: 'action',
    commands: ['check'],
    choices: COMMENT,
  },
  {
    name: 'comment-key',
    type: 'text',
    placeholder: 'KEY',
    default: null,
    otherwise: 'one comment for all',
    sentence: 'Gives each job of a matrix, or each project of a repository, its own comment.',
    where: 'action',
    commands: ['check'],
  },
  {
    name: 'token',
    type: 'text',
    placeholder: 'TOKEN',
    default: '${{ github.token }}',
    sentence: 'Token for the comment. It needs the permission `pull-requests: write`.',
    where: 'action',
    commands: ['check'],
  },
  {
    name: 'verbose',
    short: 'v',
    type: 'boolean',
    placeholder: '',
    default: 'false',
    sentence: "Also print what the project's Python prints.",
    where: 'both',
    commands: ['check'],
  },
] as const satisfies readonly Option[]
