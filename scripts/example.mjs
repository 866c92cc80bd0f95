/**
 * `npm run example`: makes the clone ready and checks the faulty example on a throwaway PostgreSQL. `-- good` checks the
 * mended one, and further arguments go to matview-check. A fault found is what the example is for, so it ends with 0.
 */
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setup, venvPython } from './setup.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [state = 'faulty', ...more] = process.argv.slice(2)
setup()
const cli = join(root, 'dist', 'cli.js')
const arguments_ = ['check', '--config', join('example', `${state}.ini`), '--python', venvPython, ...more]
const { status } = spawnSync(process.execPath, [cli, ...arguments_], { cwd: root, stdio: 'inherit' })
process.exit(status === 1 ? 0 : (status ?? 1))
