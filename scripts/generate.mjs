/**
 * `npm run generate`: writes action.yml, and the generated parts of the documents that have markers for them, from
 * src/inputs/. With `--check` nothing is written, and it fails when something would have been.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import './typescript.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { actionYaml, withGeneratedParts } = await import('../src/inputs/documents.ts')

const read = (name) => (existsSync(join(root, name)) ? readFileSync(join(root, name), 'utf8') : null)

const wanted = new Map([['action.yml', actionYaml()]])
for (const name of ['README.md', 'docs/cli.md']) {
  const text = read(name)
  if (text !== null) wanted.set(name, withGeneratedParts(text))
}

for (const [name, text] of wanted) {
  if (read(name) === text) continue
  if (process.argv.includes('--check')) {
    process.stderr.write(`${name} is not what src/inputs/ says: run npm run generate.\n`)
    process.exitCode = 1
  } else {
    writeFileSync(join(root, name), text)
    process.stderr.write(`wrote ${name}\n`)
  }
}
