import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { defaultBaseRef } from './base-ref.js'
import { readCheckInputs } from './check-inputs.js'
import type { CheckInputs } from './inputs.js'
import { optionsOf } from './options/all.js'
import { COMMENT } from './options/talk.js'
import { Problems } from './problems.js'
import type { Env } from './python.js'
import { Values, type RawValues } from './values.js'

/** Everything the Action is told. */
export interface ActionInputs {
  readonly inputs: CheckInputs
  /** Empty when the workflow gives none. */
  readonly token: string
  readonly comment: (typeof COMMENT)[number]
  /** Empty when all runs share one comment. */
  readonly commentKey: string
}

/** The runner hands inputs over as INPUT_<NAME>, upper-cased, with hyphens kept; one that is not set is empty. */
function rawInputs(env: Env): RawValues {
  const raw = new Map<string, readonly string[]>()
  for (const option of optionsOf('action')) {
    const text = (env[`INPUT_${option.name.toUpperCase()}`] ?? '').trim()
    const lines = text.split(/\r?\n/).map((line) => line.trim())
    if (text !== '') raw.set(option.name, option.repeatable ? lines.filter((line) => line !== '') : [text])
  }
  return raw
}

/** The key becomes part of an HTML comment, in which `--` is not allowed. */
function readCommentKey(values: Values): string {
  const key = values.text('comment-key') ?? ''
  if (key.length > 100 || !/^[\w .,:/@+=-]*$/.test(key) || key.includes('--')) {
    values.problem(
      'comment-key',
      'may hold up to 100 letters, digits, blanks and . , : / @ + = _ - but no double hyphen.',
    )
  }
  return key
}

/**
 * The Action's inputs. `cwd` is the workspace.
 * @throws ConfigError with a sentence a line for all that is wrong.
 */
export function readActionInputs(env: Env, cwd: string, ruleIds: readonly string[]): ActionInputs {
  const problems = new Problems()
  const values = new Values('action', rawInputs(env), problems)
  const directory = resolve(cwd, values.text('working-directory') ?? '.')
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    values.problem(
      'working-directory',
      `names ${directory}, which is no folder: give a folder of the checkout.`,
    )
    problems.throwIfAny()
  }
  const read: ActionInputs = {
    inputs: readCheckInputs(values, { env, directory, ruleIds, defaultBaseRef: defaultBaseRef(env) }),
    token: env['INPUT_TOKEN']?.trim() ?? '',
    comment: values.choice('comment', COMMENT),
    commentKey: readCommentKey(values),
  }
  problems.throwIfAny()
  return read
}
