/** `npm run check-dist`: fails, naming the files, when dist/ is not what `npm run build` makes of the source. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const dist = join(root, 'dist')
const fresh = join(root, '.cache', 'fresh-dist')

const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--out', fresh], {
  stdio: 'inherit',
})
if (status !== 0) process.exit(1)

const names = new Set([dist, fresh].flatMap(files))
const differing = [...names].filter((name) => read(dist, name) !== read(fresh, name))
rmSync(fresh, { recursive: true })
if (differing.length > 0) {
  process.stderr.write(
    `dist/ is not what the source gives (${differing.join(', ')}): run npm run build and commit it.\n`,
  )
  process.exit(1)
}

/** Paths below a folder, without what Python compiles beside its sources. */
function files(folder) {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const paths = entries.flatMap((entry) =>
    entry.isFile() ? [relative(folder, join(entry.parentPath, entry.name))] : [],
  )
  return paths.filter((path) => !path.includes('__pycache__'))
}

function read(folder, name) {
  const file = join(folder, name)
  return existsSync(file) ? readFileSync(file, 'latin1') : null
}
