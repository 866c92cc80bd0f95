import { expect, test } from '@jest/globals'
import type { Change } from '../../src/model/change.js'
import { tablesTouched, viewsTouched, writing } from '../../src/run/touched-rows.js'
import { added, altered, leg, object, snapshot, statement } from '../rules/evidence.js'

const leg1 = (sql: string, opaque: readonly number[] = []): ReturnType<typeof leg> =>
  leg('upgrade', { statements: [statement(sql, 1)], intents: { all: [], opaque } })

test.each([
  ['UPDATE users SET a = 1', true],
  ['-- all of them\n/* really */ update users set a = 1', true],
  ['CREATE TABLE t (id int); INSERT INTO t VALUES (1)', true],
  ['WITH gone AS (DELETE FROM users RETURNING *) SELECT 1', true],
  ['CREATE TABLE t (u int REFERENCES users ON DELETE CASCADE)', false],
  ['CREATE MATERIALIZED VIEW v AS\nSELECT 1', false],
  ['GRANT UPDATE ON users TO app', false],
  // Many comments, which a careless pattern reads for years.
  ['/* one */ '.repeat(60) + 'CREATE TABLE t (id int)', false],
])('%j may write rows: %s', (sql, writes) => {
  expect(writing(leg1(sql)).length > 0).toBe(writes)
})

test('a DO block may write, whatever it says', () => {
  expect(writing(leg1('DO $$ BEGIN PERFORM f(); END $$', [0]))).toHaveLength(1)
})

const USERS = object('table', 'public.users')
const POSTS = object('table', 'public.posts')
const TAGS = object('table', 'public.tags')
const BEFORE = snapshot(USERS, POSTS, TAGS)
const TABLES = new Set(['public.users', 'public.posts', 'public.tags'])

test('the tables that changed, or that a statement names which may write', () => {
  const column = object('column', 'public.posts.title', { type: 'text' }, POSTS)
  const legs = [leg1('DELETE FROM users'), leg1('COMMENT ON TABLE tags IS NULL')]
  expect(tablesTouched(TABLES, BEFORE, [added(column)], legs)).toEqual(['public.users', 'public.posts'])
})

test('the materialized views that changed, and those above a view that did', () => {
  const reading = (kind: string, identity: string, ...reads: readonly string[]): typeof USERS => ({
    ...object(kind, identity, { definition: identity }),
    facts: { reads },
  })
  const low = reading('view', 'public.low', 'table public.users')
  const middle = reading('materialized view', 'public.middle', 'view public.low')
  const high = reading('materialized view', 'public.high', 'materialized view public.middle')
  const other = reading('materialized view', 'public.other', 'table public.users')
  const after = snapshot(USERS, low, middle, high, other)
  const told = (...changes: readonly Change[]): readonly string[] =>
    viewsTouched(after, changes).map(({ name }) => name)
  expect(told(altered(low, { definition: 'x' }))).toEqual(['middle', 'high'])
  expect(told(added(object('index', 'public.i', {}, high)))).toEqual(['high'])
  expect(told(altered(USERS, { comment: 'x' }))).toEqual([])
})
