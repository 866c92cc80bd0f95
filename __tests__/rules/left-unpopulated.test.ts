import { expect, test } from '@jest/globals'
import { told, type Upgrade } from './history.js'

const EMPTY = 'create materialized view daily as select 1 as a with no data'
const DAILY = 'materialized view public.daily holds no data, and no migration up to the heads fills it'
const FILLS = 'create function fill() returns void language sql as $$ refresh materialized view daily $$'
const refresh = 'refresh materialized view concurrently daily'
const FILLS_IF = `create function fill() returns void language plpgsql as $$ begin
  if (select ispopulated from pg_matviews where matviewname = 'daily') then ${refresh}; else refresh materialized view daily; end if;
end $$`
const FILLS_AFTER = `create function fill() returns void language plpgsql as $$ begin
  ${refresh}; exception when others then refresh materialized view daily;
end $$`

const CASES: readonly [name: string, upgrades: readonly Upgrade[], says: readonly string[]][] = [
  ['never filled', [EMPTY, 'select 1'], [`warning r1: ${DAILY}`]],
  ['filled later', [EMPTY, 'refresh materialized view daily'], []],
  ['filled at once', [`${EMPTY}; refresh materialized view daily`], []],
  ['made again, filled', [EMPTY, 'drop materialized view daily', EMPTY.replace('with no data', '')], []],
  ['dropped later', [EMPTY, 'drop materialized view daily'], []],
  [
    'emptied later',
    [EMPTY, 'refresh materialized view daily', 'refresh materialized view daily with no data'],
    [`warning r3: ${DAILY}`],
  ],
  ['a refresh that failed', [EMPTY, 'refresh materialized view daily; select 1/0'], []],
  ['a function that will fill it', [EMPTY, FILLS], [`notice r1: ${DAILY}`]],
  ['a function that fills it where it must', [EMPTY, FILLS_IF], [`notice r1: ${DAILY}`]],
  ['a function that fills it after an error', [EMPTY, FILLS_AFTER], [`notice r1: ${DAILY}`]],
  ['older than what is checked', [{ applied: EMPTY }, 'select 1'], []],
]

test.each(CASES)('%s', async (_, upgrades, says) => {
  expect(await told('left-unpopulated', upgrades)).toEqual(says)
})
