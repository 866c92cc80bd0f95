import { describe, expect, test } from '@jest/globals'
import { parseServerUrl } from '../../src/server/index.js'

const bare = {
  host: 'localhost',
  port: 5432,
  user: 'postgres',
  password: null,
  sslmode: null,
  database: 'postgres',
}

describe('a server URL is read', () => {
  test.each([
    ['postgres://', {}],
    ['postgresql://db.example', { host: 'db.example' }],
    ['postgresql+asyncpg://anna@db/app', { host: 'db', user: 'anna', database: 'app' }],
    ['postgresql://anna@db', { host: 'db', user: 'anna', database: 'anna' }],
    [
      'postgresql://anna:p%40ss%2Fw%3A%25@db:6543/app',
      { host: 'db', port: 6543, user: 'anna', password: 'p@ss/w:%', database: 'app' },
    ],
    ['postgresql://anna:a/b:c?d@db/app', { host: 'db', user: 'anna', password: 'a/b:c?d', database: 'app' }],
    ['postgresql://[::1]:6543/', { host: '::1', port: 6543 }],
    [
      'postgresql://anna@/app?host=/run/pg&port=6543',
      { host: '/run/pg', port: 6543, user: 'anna', database: 'app' },
    ],
    ['postgresql://%2Frun%2Fpg/app', { host: '/run/pg', database: 'app' }],
    ['postgresql://db/?sslmode=require&application_name=x', { host: 'db', sslmode: 'require' }],
  ])('%s', (url, parts) => {
    expect(parseServerUrl(url, {})).toEqual({ ...bare, ...parts })
  })

  test('what it leaves out comes from the variables that libpq reads', () => {
    const environment = {
      PGHOST: 'elsewhere',
      PGUSER: 'env',
      PGPASSWORD: 'secret',
      PGPORT: '6000',
      PGSSLMODE: 'disable',
    }
    expect(parseServerUrl('postgresql://db/app', environment)).toEqual({
      ...{ host: 'db', port: 6000, user: 'env', password: 'secret', sslmode: 'disable', database: 'app' },
    })
  })
})

describe('a wrong URL is one sentence that does not tell the password', () => {
  test.each([
    ['mysql://anna:hush@db/app', /begins with mysql:\/\/.*PostgreSQL only/],
    ['postgresql+psycopg2+x://anna:hush@db', /PostgreSQL only/],
    ['db.example:5432', /is not a URL of a PostgreSQL server.*postgresql:\/\/user/],
    ['', /is not a URL/],
    ['postgresql://anna:hush@db:port/app', /port .* must be a number/],
    ['postgresql://anna:hush@db:70000/app', /port .* must be a number/],
    ['postgresql://anna:hush@pass@db/app', /is not a URL|port/],
    ['postgresql://anna:hush%@db/app', /write % as %25/],
    ['postgresql://anna:hush@db/app?sslmode=maybe', /sslmode .* one of disable, allow/],
  ])('%s', (url, sentence) => {
    const read = (): unknown => parseServerUrl(url, {})
    expect(read).toThrow(
      expect.objectContaining({ name: 'ConfigError', message: expect.stringMatching(sentence) }),
    )
    expect(read).not.toThrow(/hush/)
  })
})
