/**
 * `npm run build`: bundles the three entries with everything they need into dist/, which is committed, since GitHub runs
 * an Action from its repository as it stands. `--out FOLDER` writes elsewhere. The same source gives the same bytes.
 */
import { spawn } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const work = join('.cache', 'build')
const entries = ['action', 'action-post', 'cli']
const driver = join('tools', 'alembic', 'alembic_driver.py')
// libpg-query finds its file by __dirname, which ES modules do not have.
const DIRNAME = `import { fileURLToPath as pathOf } from 'node:url'\nconst __dirname = pathOf(new URL('.', import.meta.url))\n`
const assets = ['alembic_driver.py']

const outArgument = process.argv.indexOf('--out')
const out = outArgument < 0 ? join(root, 'dist') : resolve(process.argv[outArgument + 1])

rmSync(join(root, work), { recursive: true, force: true })
await run(join('typescript', 'bin', 'tsc'), '--noCheck', '--outDir', join(work, 'js'))
cpSync(join(root, 'src', driver), join(root, work, 'js', driver))
await Promise.all(entries.map(bundle))

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
for (const entry of entries) writeBundle(entry)
cpSync(join(root, 'src', driver), join(out, 'alembic_driver.py'))
// The parser looks for it beside the bundle.
cpSync(join(root, 'node_modules', 'libpg-query', 'wasm', 'libpg-query.wasm'), join(out, 'libpg-query.wasm'))
chmodSync(join(out, 'libpg-query.wasm'), 0o644)
// What the driver imports; Python leaves compiled files beside it.
const package_ = join(dirname(driver), 'driver')
cpSync(join(root, 'src', package_), join(out, 'driver'), {
  recursive: true,
  filter: (path) => !path.includes('__pycache__'),
})
// Without it Node.js would take the bundles for CommonJS wherever dist/ is copied to.
writeFileSync(join(out, 'package.json'), '{"type":"module"}\n')
writeFileSync(join(out, 'licenses.txt'), allLicenses())

/**
 * ncc gets JavaScript: given TypeScript it checks the types once an entry, or with --transpile-only makes CommonJS, in
 * which packages that are ESM only cannot be found.
 */
function bundle(entry) {
  const input = join(work, 'js', `${entry}.js`)
  const output = ['--out', join(work, entry), '--license', 'licenses.txt']
  return run(
    join('@vercel', 'ncc', 'dist', 'ncc', 'cli.js'),
    'build',
    input,
    ...output,
    '--no-cache',
    '--quiet',
  )
}

function writeBundle(entry) {
  const folder = join(root, work, entry)
  const known = ['index.js', 'package.json', 'licenses.txt', ...assets]
  const more = readdirSync(folder).filter((name) => !known.includes(name))
  if (more.length > 0)
    fail(`The bundle of src/${entry}.ts needs files that dist/ would lack: ${more.join(', ')}`)
  const code = readFileSync(join(folder, 'index.js'), 'utf8').replace(/^#!.*\n/, '')
  const start = entry === 'cli' ? '#!/usr/bin/env node\n' : ''
  const file = join(out, `${entry}.js`)
  writeFileSync(file, `${start}${DIRNAME}${code}`)
  if (entry === 'cli') chmodSync(file, 0o755)
}

/** ncc begins each package's part with a line that holds its name alone; one package stands in several bundles. */
function allLicenses() {
  const parts = entries.flatMap((entry) => {
    const text = readFileSync(join(root, work, entry, 'licenses.txt'), 'utf8')
    return text.split(/\n\n(?=(?:@[a-z0-9-]+\/)?[a-z0-9._-]+\n[\w.() -]+\n)/)
  })
  return `${[...new Set(parts.map((part) => part.trim()))].toSorted().join('\n\n')}\n`
}

function run(script, ...args) {
  const child = spawn(process.execPath, [join('node_modules', script), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return new Promise((done) => child.on('exit', (code) => (code === 0 ? done() : fail(`${script} failed`))))
}

function fail(text) {
  process.stderr.write(`${text}.\n`)
  process.exit(1)
}
