import { expect, test } from '@jest/globals'
import { defaultBaseRef } from '../../src/inputs/base-ref.js'
import { project } from './project.js'

const before = '1'.repeat(40)
const repository = { default_branch: 'trunk' }

test.each<[what: string, event: unknown, base: string | null]>([
  ['a push', { before, forced: false, repository }, before],
  ['a forced push', { before, forced: true, repository }, 'origin/trunk'],
  ['a new branch', { before: '0'.repeat(40), repository }, 'origin/trunk'],
  ['a merge queue', { merge_group: { base_sha: before }, repository }, before],
  ['a schedule', { repository }, 'origin/trunk'],
  ['an event that names nothing', {}, null],
  ['an event that is no object', null, null],
])('%s is compared with %j', (_, event, base) => {
  const folder = project({ 'event.json': JSON.stringify(event) })
  expect(defaultBaseRef({ GITHUB_EVENT_PATH: `${folder}/event.json` })).toBe(base)
})

test('a pull request is compared with its base branch', () => {
  expect(defaultBaseRef({ GITHUB_BASE_REF: 'release/2' })).toBe('origin/release/2')
})

test('outside a workflow, or when the event cannot be read, nothing is known', () => {
  expect(defaultBaseRef({})).toBeNull()
  expect(defaultBaseRef({ GITHUB_BASE_REF: '', GITHUB_EVENT_PATH: '/nowhere/event.json' })).toBeNull()
})
