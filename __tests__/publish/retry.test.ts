import { expect, test } from '@jest/globals'
import { describeBug } from '../../src/publish/bug.js'
import { waitBeforeRetry } from '../../src/publish/github/retry.js'

const NOW = 1_700_000_000_000
const error = (status: number, headers: Record<string, string> = {}, message = ''): object => ({
  status,
  message,
  response: { headers },
})

test.each([
  ['the network failed', {}, 0, 1000],
  ['a gateway failed', error(502), 0, 1000],
  ['it failed again', error(503), 2, 4000],
  ['it keeps failing', error(503), 3, null],
  ['told when to come back', error(429, { 'retry-after': '7' }), 0, 7000],
  ['told to come back much later', error(429, { 'retry-after': '3600' }), 0, null],
  ['429 with no word on when', error(429), 0, 60_000],
  ['the secondary limit', error(403, {}, 'You have exceeded a secondary rate limit.'), 0, 60_000],
  [
    'the hour ends in 9 s',
    error(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 9) }),
    0,
    10_000,
  ],
  ['no permission', error(403, {}, 'Resource not accessible by integration'), 0, null],
  ['no such thing', error(404), 0, null],
  ['refused as it is', error(422), 0, null],
])('%s', (_, failure, attempt, milliseconds) => {
  expect(waitBeforeRetry(failure, attempt, NOW)).toBe(milliseconds)
})

test.each([
  [
    { GITHUB_ACTIONS: 'true', GITHUB_ACTION_REPOSITORY: 'maker/x', GITHUB_SERVER_URL: 'https://ghe.test' },
    'Please report this at https://ghe.test/maker/x/issues with the log of a run with debug logging.',
  ],
  [{}, 'Please report this with the output with --verbose.'],
])('a bug of ours is told with where to report it', (env, sentence) => {
  expect(describeBug(new Error('It broke.'), env)).toContain(`not your migrations: It broke. ${sentence}`)
})
