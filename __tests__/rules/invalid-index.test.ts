import { expect, test } from '@jest/globals'
import type { Change } from '../../src/model/change.js'
import { added, altered, evidence, findings, object, removed } from './evidence.js'
import { told } from './history.js'

const TABLE = object('table', 'public.usages')
const definition = 'CREATE INDEX idx ON public.usages USING btree (a)'
const INVALID = object('index', 'public.idx', { definition, valid: false }, TABLE)
const VALID = object('index', 'public.idx', { definition, valid: true }, TABLE)
const kept = { ...altered(INVALID, { comment: 'x' }), recreated: false }

const CASES: readonly [name: string, change: Change, says: 'valid' | 'ready' | null][] = [
  ['made and not valid', added(INVALID), 'valid'],
  ['made with its table', added(TABLE, [added(INVALID)]), 'valid'],
  ['made and valid', added(VALID), null],
  ['made not valid', altered(VALID, { valid: false }), 'valid'],
  ['made not ready', altered(VALID, { ready: false }), 'ready'],
  ['mended', altered(INVALID, { valid: true }), null],
  ['commented on, and not valid before', kept, null],
  ['dropped', removed(INVALID), null],
]

test.each(CASES)('an index %s', (_, change, says) => {
  expect(findings('invalid-index', evidence({ upgraded: [change] })).map(({ message }) => message)).toEqual(
    says === null ? [] : [`index public.idx is not ${says} after the upgrade`],
  )
})

const PARTED = `create table usages (a int) partition by list (a);
  create table usages_1 partition of usages for values in (1);
  create table usages_2 partition of usages for values in (2);
  create index idx on only usages (a); create index idx_1 on usages_1 (a); alter index idx attach partition idx_1`

test('the index of a partitioned table may wait for its partitions, also in a later revision', async () => {
  const rest = 'create index idx_2 on usages_2 (a); alter index idx attach partition idx_2'
  expect(await told('invalid-index', [PARTED, rest])).toEqual([])
  expect(await told('invalid-index', [PARTED])).toEqual([
    'notice r1: index public.idx is not valid at the heads, because not every partition has an index attached to it',
  ])
})
