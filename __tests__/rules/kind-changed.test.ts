import { expect, test } from '@jest/globals'
import { DAILY, evidence, findings, messages, object, replaced } from './evidence.js'

test('a materialized view that came back as a view', () => {
  const about = evidence({ notUndone: [replaced(DAILY, object('view', DAILY.identity))] })
  expect(messages(about)).toEqual([
    'kind-changed: materialized view public.daily_usage_matview is a view after the downgrade',
  ])
  expect(findings('kind-changed', about)[0]?.differences).toEqual([
    { property: 'kind', old: 'materialized view', new: 'view' },
  ])
})
