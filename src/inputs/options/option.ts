/** The commands that take options. */
export type CommandName = 'check' | 'report'

/** One option of the command line, or input of the Action. The texts are plain: no `|`, no `<`. */
export interface Option {
  /** Kebab-case: `--name` on the command line, `name:` in the workflow. */
  readonly name: string
  /** One letter for the command line, where Alembic's own users know it. */
  readonly short?: string
  readonly type: 'text' | 'integer' | 'boolean' | 'choice'
  /** What stands for the value in `--help`; empty for a boolean. */
  readonly placeholder: string
  /** Null: `otherwise` says what happens without it. */
  readonly default: string | null
  readonly otherwise?: string
  /** What it is for. Whole sentences. */
  readonly sentence: string
  readonly where: 'cli' | 'action' | 'both'
  /** The commands of the command line that take it; the Action always checks. */
  readonly commands: readonly CommandName[]
  /** May be given several times on the command line; in the Action, one value a line. */
  readonly repeatable?: boolean
  /** Of a choice: its values. */
  readonly choices?: readonly string[]
  /** Of an integer: smallest and largest value. */
  readonly range?: readonly [number, number]
}

/** Options that `--help` shows under one heading. */
export interface OptionGroup {
  readonly title: string
  readonly options: readonly Option[]
}
