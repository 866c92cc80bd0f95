import { expect, test } from '@jest/globals'
import {
  added,
  altered,
  DAILY,
  DAILY_INDEX,
  error,
  evidence,
  findings,
  intent,
  messages,
  object,
} from './evidence.js'

test('an empty downgrade is one finding that lists what stays; its consequences are not repeated', () => {
  const about = evidence({
    revision: { downgradeShape: 'empty' },
    upgraded: [
      added(DAILY, [added(DAILY_INDEX)]),
      altered(object('table', 'public.users'), { comment: 'x' }),
    ],
    notUndone: [added(DAILY)],
    notRepeated: [altered(DAILY, { definition: 'x' })],
    legs: {
      reupgrade: {
        error: error({ sqlstate: '42P07', message: 'relation "daily_usage_matview" already exists' }),
      },
    },
  })
  expect(messages(about)).toEqual([
    'noop-downgrade: the downgrade is empty although the upgrade makes materialized view public.daily_usage_matview and changes table public.users',
  ])
})

test('a column tells its type', () => {
  const column = object('column', 'public.users.email', { type: 'text' })
  expect(
    findings(
      'noop-downgrade',
      evidence({
        revision: { downgradeShape: 'empty' },
        upgraded: [added(column)],
        notUndone: [added(column)],
      }),
    ),
  ).toMatchObject([
    { object: { kind: 'column' }, differences: [{ property: 'column email', old: null, new: 'text' }] },
  ])
})

test('of several columns each is told by its name', () => {
  const one = {
    ...altered(object('column', 'public.users.a', { type: 'text' }), { type: 'int' }),
    recreated: false,
  }
  const other = {
    ...altered(object('column', 'public.users.b', { type: 'text' }), { type: 'int' }),
    recreated: false,
  }
  const about = evidence({
    revision: { downgradeShape: 'empty' },
    upgraded: [one, other],
    notUndone: [one, other],
  })
  expect(findings('noop-downgrade', about)[0]?.differences).toMatchObject([
    { property: 'column a: type' },
    { property: 'column b: type' },
  ])
})

test('an extension that others may use is a warning', () => {
  const extension = object('extension', 'pg_trgm')
  const intents = { all: [intent('create', extension, { conditional: true })], opaque: [] }
  const about = evidence({
    revision: { downgradeShape: 'empty' },
    upgraded: [added(extension)],
    notUndone: [added(extension)],
    legs: { upgrade: { intents } },
  })
  expect(findings('noop-downgrade', about)).toMatchObject([{ severity: 'warning' }])
})

test('a missing function is told the same way, not as a failing downgrade', () => {
  const legs = { downgrade: { error: error({ type: 'AttributeError', sqlstate: null }) } }
  expect(
    messages(evidence({ revision: { downgradeShape: 'missing' }, upgraded: [added(DAILY)], legs })),
  ).toEqual([
    'noop-downgrade: the downgrade is missing although the upgrade makes materialized view public.daily_usage_matview',
  ])
})

test.each([
  ['an upgrade that changed nothing', { revision: { downgradeShape: 'empty' as const } }],
  [
    'a downgrade made by an assignment',
    { revision: { downgradeShape: 'missing' as const }, upgraded: [added(DAILY)] },
  ],
  ['a downgrade that does something', { upgraded: [added(DAILY)] }],
  [
    'a revision declared one-way',
    { revision: { downgradeShape: 'empty' as const }, upgraded: [added(DAILY)], irreversible: 'why' },
  ],
])('nothing for %s', (_, parts) => {
  expect(findings('noop-downgrade', evidence(parts))).toEqual([])
})
