/** Lines of a file, 1-based, both ends included. */
export interface SourceSpan {
  readonly line: number
  readonly endLine: number
}

/**
 * What stands in a migration's downgrade function:
 * `code` something to run, `empty` only pass or a docstring, `raises` nothing but a raise of whatever error,
 * `missing` no such function.
 */
export type DowngradeShape = 'code' | 'empty' | 'raises' | 'missing'

/** A comment `# matview-check: ignore[rule] reason` in a migration. */
export interface Ignore {
  readonly rule: string
  readonly reason: string
  readonly line: number
}

/** One Alembic revision: one migration file. */
export interface Revision {
  readonly id: string
  /** First line of the migration's docstring. */
  readonly message: string
  /** Path of the migration file, relative to the working directory where it lies below it, with forward slashes. */
  readonly file: string
  readonly downRevisions: readonly string[]
  readonly dependsOn: readonly string[]
  readonly branchLabels: readonly string[]
  /** Where the functions stand in the file; null when it has none by that name. */
  readonly upgrade: SourceSpan | null
  readonly downgrade: SourceSpan | null
  readonly downgradeShape: DowngradeShape
  /** Why there is no way back: as a comment `# matview-check: irreversible reason` says, or the error that is all of the downgrade; else null. */
  readonly irreversible: string | null
  readonly ignores: readonly Ignore[]
}

/** Every revision of a project. */
export interface History {
  /** In an order in which each can be applied after those before it: bases first, heads last. */
  readonly revisions: readonly Revision[]
  readonly heads: readonly string[]
  readonly bases: readonly string[]
}
