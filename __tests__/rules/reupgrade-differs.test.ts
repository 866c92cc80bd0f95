import { expect, test } from '@jest/globals'
import {
  added,
  altered,
  DAILY,
  DAILY_INDEX,
  evidence,
  messages,
  object,
  removed,
  replaced,
} from './evidence.js'

test.each([
  [
    added(DAILY_INDEX),
    'there is an index public.idx_daily_usage_user_date that the first upgrade did not give',
  ],
  [removed(DAILY), 'materialized view public.daily_usage_matview is missing'],
  [replaced(DAILY, object('view', DAILY.identity)), 'materialized view public.daily_usage_matview is a view'],
  [
    altered(DAILY, { populated: false }),
    'materialized view public.daily_usage_matview is not the same: other populated',
  ],
])('what differs is told (%#)', (change, sentence) => {
  expect(messages(evidence({ notRepeated: [change] }))).toEqual([
    `reupgrade-differs: after upgrade, downgrade and upgrade again, ${sentence}`,
  ])
})

test('what the downgrade is already told of is not repeated, nor what hangs on it', () => {
  const about = evidence({
    notUndone: [added(DAILY)],
    notRepeated: [altered(DAILY, { comment: 'x' }), added(DAILY_INDEX)],
  })
  expect(messages(about).filter((message) => message.startsWith('reupgrade-differs'))).toEqual([])
})
