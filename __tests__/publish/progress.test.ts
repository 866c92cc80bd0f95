import { describe, expect, test } from '@jest/globals'
import { PassThrough } from 'node:stream'
import type { Finding } from '../../src/model/finding.js'
import type { RevisionResult } from '../../src/model/result.js'
import { bar, lines, watch } from '../../src/publish/progress.js'

const revision = (id: string, message = 'Add a view'): RevisionResult => ({
  id,
  message,
  file: `versions/${id}.py`,
  legs: [{ leg: 'upgrade', status: 'passed', milliseconds: 12 }],
})
const finding = { rule: 'left-behind', severity: 'error' } as Finding

function printed(run: (progress: ReturnType<typeof lines>) => void): string[] {
  const out: string[] = []
  run(lines((line) => out.push(line)))
  return out
}

describe('in a log', () => {
  test('each checked revision has a line with what was found', () => {
    const out = printed((progress) => {
      progress.planned?.(3, 2)
      progress.revisionDone?.({ ...revision('a1'), legs: [] }, [])
      progress.revisionDone?.(revision('b2'), [])
      progress.revisionDone?.(revision('c3'), [finding, finding])
    })
    expect(out).toEqual([
      'Checking 2 of 3 revisions',
      'b2 Add a view: ok (12 ms)',
      'c3 Add a view: error left-behind (12 ms)',
    ])
  })

  test('a long history has about a hundred lines and all with a finding', () => {
    const out = printed((progress) => {
      progress.planned?.(3000, 3000)
      for (let i = 0; i < 3000; i++) progress.revisionDone?.(revision(`r${i}`), i === 1234 ? [finding] : [])
    })
    expect(out.length).toBeLessThan(110)
    expect(out.some((line) => line.startsWith('r1234 '))).toBe(true)
  })

  test("a revision's message cannot begin a line of its own", () => {
    const out = printed((progress) => progress.revisionDone?.(revision('a1', 'x\n::error::y'), []))
    expect(out).toEqual(['a1 x ::error::y: ok (12 ms)'])
  })
})

describe('on a terminal', () => {
  const terminal = (): { stream: PassThrough; text: () => string } => {
    const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 100 })
    return { stream, text: () => String(stream.read() ?? '') }
  }

  test('the bar shows the revision, the count and the time left, and is gone at the end', () => {
    const { stream, text } = terminal()
    const progress = bar(stream)
    progress.planned?.(10, 10)
    progress.revisionStarted?.('a1b2', 0, 10)
    progress.revisionDone?.(revision('a1b2'), [])
    progress.revisionStarted?.('c3d4', 4, 10)
    progress.stop()
    progress.stop()
    const shown = text()
    expect(shown).toMatch(/ 0\/10 +\S*/)
    expect(shown).toMatch(/ 4\/10 {2}\d+ s left {2}c3d4/)
    expect(shown.endsWith('\u001b[2K')).toBe(true)
  })

  test('a stream without a terminal gets lines', () => {
    const stream = new PassThrough()
    watch(stream).note?.('Waiting for the server')
    expect(String(stream.read())).toBe('Waiting for the server\n')
  })
})
