import { expect, test } from '@jest/globals'
import { withFixes } from '../../src/fixes/index.js'
import { judgeRevision } from '../../src/rules/judge.js'
import {
  NO_PAST,
  added,
  altered,
  DAILY,
  DAILY_INDEX,
  evidence,
  intent,
  object,
  removed,
  snapshot,
} from '../rules/evidence.js'

const fixes = (...args: Parameters<typeof evidence>) => {
  const about = evidence(...args)
  return withFixes(judgeRevision(about, NO_PAST, { severities: {} }).findings, about).map(({ fix }) => fix)
}
const before = snapshot(DAILY, DAILY_INDEX)

test('left behind: the DROP of its kind, never CASCADE, not tried', () => {
  expect(fixes({ before: snapshot(), notUndone: [added(DAILY)] })).toEqual([
    { function: 'downgrade', sql: ['DROP MATERIALIZED VIEW public.daily_usage_matview'], tried: false },
  ])
})

test('a definition restored wrongly: all that hung on it comes back, also what did not differ', () => {
  expect(fixes({ before, notUndone: [altered(DAILY, { definition: 'SELECT 1' })] })[0]?.sql).toEqual([
    'DROP MATERIALIZED VIEW public.daily_usage_matview',
    'CREATE MATERIALIZED VIEW public.daily_usage_matview AS\nSELECT user_id\n   FROM public.message_usages',
    'CREATE INDEX idx_daily_usage_user_date ON public.daily_usage_matview USING btree (user_id)',
  ])
})

test('an extension that others may use is not dropped', () => {
  const extension = object('extension', 'pg_trgm')
  const fix = (conditional: boolean) => {
    const intents = { all: [intent('create', extension, { conditional })], opaque: [] }
    return fixes({ before, notUndone: [added(extension)], legs: { upgrade: { intents } } })[0]
  }
  expect([fix(true), fix(false)?.sql]).toEqual([null, ['DROP EXTENSION pg_trgm']])
})

test('only an index lost: only the index', () => {
  expect(fixes({ before, notUndone: [altered(DAILY, {}, [removed(DAILY_INDEX)])] })[0]?.sql).toEqual([
    'CREATE INDEX idx_daily_usage_user_date ON public.daily_usage_matview USING btree (user_id)',
  ])
})

test('an empty downgrade: the inverse of the upgrade, the newest first', () => {
  const view = object('view', 'public.top')
  expect(
    fixes({
      before,
      revision: { downgradeShape: 'empty' },
      upgraded: [added(DAILY, [added(DAILY_INDEX)]), added(view)],
      notUndone: [added(view)],
    })[0]?.sql,
  ).toEqual(['DROP VIEW public.top', 'DROP MATERIALIZED VIEW public.daily_usage_matview'])
})

test.each([
  ['a table lost, since its rows are gone', [removed(object('table', 'public.users'))], before],
  ['a kind that no mender knows', [added(object('comet', 'public.halley'))], before],
  ['a revision of which nothing was read', [added(DAILY)], null],
])('no fix for %s', (_, notUndone, read) => {
  expect(fixes({ before: read, notUndone })).toEqual([null])
})
