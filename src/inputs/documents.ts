import { helpText, withoutIt } from './help.js'
import { optionsOf } from './options/all.js'
import type { Option } from './options/option.js'
import { OUTPUTS } from './outputs.js'

const NOTICE = '# Generated from src/inputs/ by `npm run generate`. Do not edit.'
const DESCRIPTION =
  'Runs every Alembic migration up, down and up on a scratch PostgreSQL and shows what does not come back as it was.'

/** YAML has no escapes within single quotes but the doubled quote; Prettier prefers the kind that needs none. */
function yaml(text: string): string {
  return text.includes("'") ? JSON.stringify(text) : `'${text}'`
}

function explain(option: Option): string {
  const lines = option.repeatable ? ' One a line.' : ''
  const without = option.default === null ? ` Default: ${withoutIt(option)}.` : ''
  return `${option.sentence}${lines}${without}`
}

function inputYaml(option: Option): string {
  const fallback = option.default === null ? [] : [`    default: ${yaml(option.default)}`]
  return [`  ${option.name}:`, `    description: ${yaml(explain(option))}`, ...fallback].join('\n')
}

function outputYaml({ name, sentence }: (typeof OUTPUTS)[number]): string {
  return `  ${name}:\n    description: ${yaml(sentence)}`
}

/** The whole of action.yml. */
export function actionYaml(): string {
  const lines = [
    NOTICE,
    'name: matview-check',
    `description: ${yaml(DESCRIPTION)}`,
    'author: matview-check contributors',
    'branding:',
    '  icon: database',
    '  color: blue',
    'inputs:',
    ...optionsOf('action').map(inputYaml),
    'outputs:',
    ...OUTPUTS.map(outputYaml),
    'runs:',
    '  using: node24',
    '  main: dist/action.js',
    '  post: dist/action-post.js',
    '  post-if: always()',
  ]
  return `${lines.join('\n')}\n`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function inputsTable(): string {
  const rows = optionsOf('action').map((option) => {
    const without = option.default === null ? withoutIt(option) : `\`${option.default}\``
    return [`\`${option.name}\``, `${option.sentence}${option.repeatable ? ' One a line.' : ''}`, without]
  })
  return table(['Input', 'What it is for', 'Default'], rows)
}

function outputsTable(): string {
  return table(
    ['Output', 'What it holds'],
    OUTPUTS.map(({ name, sentence }) => [`\`${name}\``, sentence]),
  )
}

/** What stands between `<!-- generated:NAME -->` and `<!-- /generated:NAME -->` in a document, by name. */
export function generatedParts(): ReadonlyMap<string, string> {
  return new Map([
    ['inputs', inputsTable()],
    ['outputs', outputsTable()],
    ['help', `\`\`\`text\n${helpText()}\n\`\`\``],
  ])
}

/** The document with its generated parts renewed. Text outside the markers, and a document without them, stay as they are. */
export function withGeneratedParts(document: string): string {
  let renewed = document
  for (const [name, part] of generatedParts()) {
    const marked = new RegExp(`(<!-- generated:${name} -->\n)[^]*?(<!-- /generated:${name} -->)`, 'g')
    renewed = renewed.replace(marked, (_, open: string, close: string) => `${open}\n${part}\n\n${close}`)
  }
  return renewed
}
