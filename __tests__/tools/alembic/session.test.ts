import { expect, test } from '@jest/globals'
import { outlastsStep } from '../../../src/tools/alembic/session.js'

test.each<[sql: string, outlasts: boolean]>([
  ['SET search_path TO app, public', true],
  ['-- to where it belongs\nset session role owner', true],
  ['create table t (id int); SET search_path = app', true],
  [`DO $$ BEGIN EXECUTE 'SET search_path TO app'; END $$`, true],
  [`select pg_catalog.set_config('search_path', '', false)`, true],
  ['RESET ALL', true],
  ['CREATE TEMP TABLE work AS SELECT 1', true],
  ['create temporary view v as select 1', true],
  ['SELECT 1 INTO TEMP work', true],
  ['PREPARE one AS SELECT 1', true],
  ['SET LOCAL search_path TO app', false],
  ['SET CONSTRAINTS ALL DEFERRED', false],
  [`SET lock_timeout = '5s'`, false],
  ['SET SESSION statement_timeout TO 0', false],
  ['UPDATE usages\nSET n = 1', false],
  ['ALTER TABLE usages ALTER n SET DEFAULT 1', false],
  ['COMMENT ON TABLE usages IS $$begins$$', false],
  ['CREATE MATERIALIZED VIEW daily AS SELECT 1', false],
  ["PREPARE TRANSACTION 'one'", false],
  ['/* one */ '.repeat(60) + 'CREATE TABLE t (id int)', false],
  ['/* one */ '.repeat(60) + 'SET search_path TO app', true],
])('%s', (sql, outlasts) => {
  expect(outlastsStep(sql)).toBe(outlasts)
})
