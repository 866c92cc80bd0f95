import { expect, test } from '@jest/globals'
import {
  altered,
  DAILY,
  DAILY_INDEX,
  evidence,
  findings,
  messages,
  object,
  removed,
  snapshot,
} from './evidence.js'

test('an object that is missing is named with its indexes', () => {
  const about = evidence({ notUndone: [removed(DAILY, [removed(DAILY_INDEX)])] })
  expect(messages(about)).toEqual([
    'not-restored: materialized view public.daily_usage_matview stood before the upgrade and is missing after the downgrade, with its index idx_daily_usage_user_date',
  ])
  const [finding] = findings('not-restored', about)
  expect(finding?.help).toContain('create `idx_daily_usage_user_date` again')
  expect(finding?.differences).toEqual([
    { property: 'index idx_daily_usage_user_date', old: DAILY_INDEX.properties['definition'], new: null },
  ])
})

test('a column of a table that stands is its own finding', () => {
  const column = object('column', 'public.users.email', { type: 'text' }, object('table', 'public.users'))
  expect(messages(evidence({ notUndone: [removed(column)] }))).toEqual([
    'not-restored: column public.users.email stood before the upgrade and is missing after the downgrade',
  ])
})

const [USAGES, OTHER] = [object('table', 'public.message_usages'), object('table', 'public.other')]
const COLUMN = object('column', 'public.message_usages.note', {}, USAGES)
const BESIDE = [
  removed(object('column', 'public.other.note', {}, OTHER)),
  removed(object('index', 'public.ix', {}, USAGES)),
]
const READING = { ...DAILY, facts: { reads: ['table public.message_usages'] } }
const DROPS_IT = [removed(READING, [removed(DAILY_INDEX)])]

test.each([
  ['leaves alone', snapshot(DAILY, DAILY_INDEX), [], 'must not drop it'],
  ['leaves alone, beside other things', snapshot(DAILY, DAILY_INDEX), BESIDE, 'must not drop it'],
  ['changes the base of', snapshot(DAILY, DAILY_INDEX), [removed(COLUMN)], 'Create it again'],
  ['changes', snapshot(DAILY), [altered(DAILY, { definition: 'SELECT 1' })], 'Create it again'],
  ['drops', snapshot(), [removed(DAILY, [removed(DAILY_INDEX)])], 'Create it again'],
  ['drops the index of', snapshot(DAILY), [removed(DAILY_INDEX)], 'Create it again'],
])('an object that the upgrade %s', (_, after, upgraded, says) => {
  const before = snapshot(DAILY, DAILY_INDEX)
  const [finding] = findings('not-restored', evidence({ before, after, upgraded, notUndone: DROPS_IT }))
  expect(finding?.help).toContain(says)
})
