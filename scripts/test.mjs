/** `npm test`: makes the clone ready and runs every test. Arguments go to jest: `npm test -- __tests__/rules`. */
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setup } from './setup.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
setup()
// jest runs ES modules only behind this flag: https://jestjs.io/docs/ecmascript-modules
const flags = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning']
const { status } = spawnSync(
  process.execPath,
  [...flags, join(root, 'node_modules', 'jest', 'bin', 'jest.js'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
)
process.exit(status ?? 1)
