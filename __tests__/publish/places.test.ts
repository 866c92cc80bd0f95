import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeReport } from '../../src/publish/files.js'
import type { Job, Place, Publication } from '../../src/publish/place.js'
import { annotations } from '../../src/publish/places/annotations.js'
import { reportFiles } from '../../src/publish/places/files.js'
import { summary } from '../../src/publish/places/summary.js'
import { publish } from '../../src/publish/publish.js'
import { secretsOf } from '../../src/publish/secrets.js'

let folder: string
let warnings: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'matview-check-test-'))
  warnings = []
})
afterEach(() => rmSync(folder, { recursive: true }))

const job = (env: Job['env'] = {}): Job => ({
  env,
  token: '',
  comment: 'never',
  commentKey: '',
  log: { info: () => undefined, warning: (text) => void warnings.push(text) },
})
const publication = (parts: Partial<Publication> = {}): Publication => ({
  hasFindings: true,
  markdown: (maxBytes) => 'x'.repeat(Math.min(maxBytes, 2_000_000)),
  annotations: [],
  reports: [],
  ...parts,
})

/** What the run prints to standard output meanwhile. */
async function printed(run: () => Promise<unknown>): Promise<string> {
  let text = ''
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((chunk, ...rest) => {
    text += String(chunk)
    const done = rest.find((argument) => typeof argument === 'function')
    if (done) (done as () => void)()
    return true
  })
  await run().finally(() => write.mockRestore())
  return text
}

test('a place that fails costs a warning, and the others are served', async () => {
  const broken: Place = { id: 'broken place', publish: () => Promise.reject(new Error('The disk is full.')) }
  const fine: Place = { id: 'fine', publish: () => Promise.resolve({ errors: '3' }) }
  expect(await publish([broken, fine], publication(), job())).toEqual({ errors: '3' })
  expect(warnings).toEqual(['The broken place could not be published; the verdict stands. The disk is full.'])
})

describe('job summary', () => {
  const file = (): string => join(folder, 'summary.md')

  test('is appended to what other tools wrote, within 1 MiB in all', async () => {
    writeFileSync(file(), 'y'.repeat(300_000))
    await summary.publish(publication(), job({ GITHUB_STEP_SUMMARY: file() }))
    const text = readFileSync(file(), 'utf8')
    expect(text).toMatch(/^y+\n\nx+\n$/)
    expect(text).toHaveLength(1024 * 1024)
  })

  test('that others have filled is left alone', async () => {
    writeFileSync(file(), 'y'.repeat(1024 * 1024 - 100))
    await summary.publish(publication(), job({ GITHUB_STEP_SUMMARY: file() }))
    expect(readFileSync(file())).toHaveLength(1024 * 1024 - 100)
    expect(warnings[0]).toContain('summary is full')
  })

  test('is left out where the server knows none', async () => {
    expect(await summary.publish(publication(), job())).toEqual({})
  })
})

describe('report files', () => {
  test('are written with the folders above them and named in the outputs', async () => {
    const path = join(folder, 'deep', 'er', 'result.json')
    const outputs = await reportFiles.publish(
      publication({ reports: [{ format: 'json', path, text: '{}' }] }),
      job(),
    )
    expect(readFileSync(path, 'utf8')).toBe('{}')
    expect(outputs).toEqual({ 'json-path': path })
  })

  test('that cannot be written are named, and the next one is written', async () => {
    mkdirSync(join(folder, 'taken'))
    const reports = [
      { format: 'json', path: join(folder, 'taken'), text: '{}' },
      { format: 'markdown', path: join(folder, 'report.md'), text: '#' },
    ]
    const outputs = await reportFiles.publish(publication({ reports }), job())
    expect(Object.keys(outputs)).toEqual(['markdown-path'])
    expect(warnings).toEqual([
      `The json report cannot be written to ${join(folder, 'taken')} (it is a folder); give a path that can be written.`,
    ])
  })

  test('below a file', async () => {
    writeFileSync(join(folder, 'file'), '')
    await expect(writeReport('html', join(folder, 'file', 'x.html'), '')).rejects.toThrow(
      'a part of the path is a file',
    )
  })

  test('`-` is standard output', async () => {
    expect(await printed(() => writeReport('json', '-', '{"a":1}\n'))).toBe('{"a":1}\n')
  })
})

test("annotations stand on the migration's lines and cannot become other commands", async () => {
  const text = await printed(() =>
    annotations.publish(
      publication({
        annotations: [
          {
            severity: 'error',
            title: 'left-behind, a:b',
            message: 'first\n::set-env name=X::y 100%',
            file: 'versions/a,b.py',
            line: 3,
            endLine: 5,
          },
          { severity: 'notice', title: 't', message: 'm', file: null, line: null, endLine: null },
        ],
      }),
      job(),
    ),
  )
  expect(text).toBe(
    '::error title=left-behind%2C a%3Ab,file=versions/a%2Cb.py,line=3,endLine=5::first%0A::set-env name=X::y 100%25\n' +
      '::notice title=t::m\n',
  )
})

test.each([
  ['postgresql://ci:s3cret@db:5432/x', ['s3cret']],
  ['postgresql+psycopg://ci:a%40b@db/x', ['a%40b', 'a@b']],
  ['postgresql://ci@/x?host=/tmp&password=s3cret', ['s3cret']],
  ['postgres://postgres:postgres@localhost/postgres', []],
  ['postgres://localhost', []],
  ['not a url', []],
])('secrets of %s', (url, secrets) => {
  expect(secretsOf(url)).toEqual(secrets)
})
