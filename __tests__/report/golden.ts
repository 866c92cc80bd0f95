import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** True under `npm run golden`, which writes what the tests then compare with. */
const updating = process.env['UPDATE_GOLDEN'] === '1'

/** What a file must hold to be up to date; written first when the golden files are being updated. */
export function golden(file: string, text: string): string {
  if (updating) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return existsSync(file) ? readFileSync(file, 'utf8') : `(missing: run \`npm run golden\` to write ${file})`
}
