import { expect, test } from '@jest/globals'
import { DAILY, MADE, USAGES } from './daily.js'
import { judged } from './history.js'

const ID = 'refresh-not-concurrent'

/** The fix; null where it cannot be told. */
const FIXES: readonly [name: string, upgrades: readonly string[], sql: readonly string[] | null][] = [
  [
    'the lost index',
    [MADE, 'drop index idx'],
    ['CREATE UNIQUE INDEX idx ON public.daily USING btree (user_id, day)'],
  ],
  [
    'under its name, which a plain one has',
    [MADE, 'drop index idx; create index idx on daily (n)'],
    ['DROP INDEX public.idx', 'CREATE UNIQUE INDEX idx ON public.daily USING btree (user_id, day)'],
  ],
  [
    'on the new name of the view',
    [MADE, 'alter materialized view daily rename to "Usage"; drop index idx'],
    ['CREATE UNIQUE INDEX idx ON public."Usage" USING btree (user_id, day)'],
  ],
  [
    'not on a column that is gone',
    [
      MADE,
      'drop materialized view daily; create materialized view daily as select user_id, count(*) as n from usages group by 1',
    ],
    null,
  ],
  ['the columns of GROUP BY', [DAILY], ['CREATE UNIQUE INDEX daily_unique ON public.daily (user_id, day)']],
  [
    'names that need quotes',
    [
      'create materialized view "Per Day" as select u.user_id as "User", max(at) as n from usages u group by u.user_id',
    ],
    ['CREATE UNIQUE INDEX "Per Day_unique" ON public."Per Day" ("User")'],
  ],
  [
    'the columns of DISTINCT',
    ['create materialized view v as select distinct user_id, note from usages'],
    ['CREATE UNIQUE INDEX v_unique ON public.v (user_id, note)'],
  ],
  [
    'a group that is no column',
    ['create materialized view v as select count(*) as n from usages group by user_id'],
    null,
  ],
  [
    'a function that may give several rows',
    ['create materialized view v as select user_id, unnest(array_agg(id)) as x from usages group by user_id'],
    null,
  ],
  [
    'several grouping sets',
    [
      'create materialized view v as select user_id, note, count(*) as n from usages group by rollup (user_id, note)',
    ],
    null,
  ],
  [
    'a union',
    [
      'create materialized view v as select user_id from usages group by 1 union all select user_id from usages group by 1',
    ],
    null,
  ],
  [
    'DISTINCT ON',
    ['create materialized view v as select distinct on (user_id) user_id, note from usages'],
    null,
  ],
  ['neither', ['create materialized view v as select user_id from usages'], null],
  ['a name that is taken', [`${DAILY}; create table daily_unique (id int)`], null],
]

test.each(FIXES)('the fix: %s', async (_, upgrades, sql) => {
  const [finding] = (await judged(upgrades, USAGES)).filter(({ rule }) => rule === ID)
  expect(finding?.fix ?? null).toEqual(sql === null ? null : { function: 'upgrade', sql, tried: false })
  expect(finding?.help).toContain(finding?.object?.identity)
})
