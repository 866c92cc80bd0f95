import { expect, test } from '@jest/globals'
import type { ClusterEvidence } from '../../src/model/evidence.js'
import { touchesCluster } from '../../src/model/cluster-statement.js'
import { added, altered, evidence, messages, object, removed, statement } from './evidence.js'

const READER = { ...object('role', 'reader', { login: false }), schema: null }
const MEMBER = object('role membership', 'reader TO app', { role: 'reader', member: 'app' })
const left = (cluster: Partial<ClusterEvidence>, up: string, down = 'SELECT 1'): readonly string[] =>
  messages(
    evidence({
      cluster: { upgraded: [], downgraded: [], notUndone: [], ...cluster },
      legs: { upgrade: { statements: [statement(up, 1)] }, downgrade: { statements: [statement(down, 1)] } },
    }),
  )
const stays = { upgraded: [added(READER)], notUndone: [added(READER)] }

test('a role that the upgrade makes and the downgrade leaves', () => {
  expect(left(stays, 'CREATE ROLE reader')).toEqual([
    'outlives-database: role reader is still there after the downgrade',
  ])
})

test('a role that a DO block makes', () => {
  expect(left(stays, `DO $$ BEGIN CREATE ROLE "reader"; END $$`)).toHaveLength(1)
})

test.each([
  ['is named by no statement', 'CREATE ROLE other'],
  ['is only used', 'GRANT SELECT ON t TO reader'],
  ['has a name like a part of ours', 'CREATE ROLE reader_2'],
])('a role that %s is somebody else’s', (_, sql) => {
  expect(left(stays, sql)).toEqual([])
})

test('a role of this name that somebody makes after our downgrade dropped ours is theirs', () => {
  const theirs = { ...READER, oid: READER.oid + 1000 }
  const change = { ...altered(READER, {}), object: theirs }
  const cluster = { upgraded: [added(READER)], downgraded: [change], notUndone: [added(theirs)] }
  expect(left(cluster, 'CREATE ROLE reader', 'DROP ROLE reader')).toEqual([])
})

test('an attribute, a role that is gone, a membership', () => {
  const login = altered(READER, { login: true })
  expect(left({ upgraded: [login], notUndone: [login] }, 'ALTER ROLE reader LOGIN')).toEqual([
    'outlives-database: role reader is not as it was after the downgrade (login)',
  ])
  const gone = removed(READER)
  expect(left({ downgraded: [gone], notUndone: [gone] }, '', 'DROP ROLE reader')).toEqual([
    'outlives-database: role reader is missing after the downgrade',
  ])
  const member = added(MEMBER)
  expect(left({ upgraded: [member], notUndone: [member] }, 'GRANT reader TO app')).toEqual([
    'outlives-database: role membership reader TO app is still there after the downgrade',
  ])
})

test('a security label, of a role and of a tablespace', () => {
  const of = (kind: string, name: string): readonly [ReturnType<typeof object>, string] => [
    { ...object(kind, name, {}), schema: null },
    `SECURITY LABEL FOR provider ON ${kind.toUpperCase()} ${name} IS 'secret'`,
  ]
  for (const [one, sql] of [of('role', 'reader'), of('tablespace', 'fast')]) {
    const labelled = altered(one, { security_labels: { provider: 'secret' } })
    expect(left({ upgraded: [labelled], notUndone: [labelled] }, sql)).toEqual([
      `outlives-database: ${one.kind} ${one.name} is not as it was after the downgrade (security_labels)`,
    ])
    expect(touchesCluster(sql)).toBe(true)
  }
})

test('a membership that comes with its role is not told twice', () => {
  const both = [added(READER), added(MEMBER)]
  expect(left({ upgraded: both, notUndone: both }, 'CREATE ROLE reader; GRANT reader TO app')).toEqual([
    'outlives-database: role reader is still there after the downgrade',
  ])
})
