import { describe, expect, test } from '@jest/globals'
import { judgeFacts } from '../../src/server/fitness.js'

const target = { host: 'db', port: 5432, user: 'anna', password: null, sslmode: null }
const fit = {
  number: 170010,
  version: '17.10 (Debian 17.10-1)',
  name: 'anna',
  may_create: true,
  standby: false,
}

describe('a server that was reached', () => {
  test('is taken by its plain version', () => {
    expect(judgeFacts(fit, target)).toBe('17.10')
  })

  test.each([
    [{ number: 120022, version: '12.22' }, /at db:5432 is version 12.22: matview-check needs 13 or newer/],
    [{ standby: true }, /at db:5432 is a read-only standby/],
    [{ may_create: false }, /"anna" may not create databases on .*db:5432.*ALTER ROLE "anna" CREATEDB/],
  ])('%j is refused', (facts, sentence) => {
    expect(() => judgeFacts({ ...fit, ...facts }, target)).toThrow(
      expect.objectContaining({ name: 'ConfigError', message: expect.stringMatching(sentence) }),
    )
  })
})
