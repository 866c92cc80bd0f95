import { getOctokit } from '@actions/github'
import { errorStatus, waitBeforeRetry } from './retry.js'

/** GitHub's REST API with the token of the run. */
export type Client = ReturnType<typeof getOctokit>

const requestTimeout = 30_000

/** Waits for so many milliseconds. */
export type Sleep = (milliseconds: number) => Promise<void>

export const sleep: Sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * A client of the API at `baseUrl` (GITHUB_API_URL, which is another one on GitHub Enterprise Server). It asks again, a
 * few times and with growing pauses, after a failure of the network or the server and when told to slow down; only
 * POST is not sent again after a failure of the server, since it may have been obeyed.
 */
export function makeClient(token: string, baseUrl: string, pause: Sleep = sleep): Client {
  const client = getOctokit(token, { baseUrl })
  client.hook.wrap('request', async (request, options) => {
    for (let attempt = 0; ; attempt++) {
      try {
        const signal = AbortSignal.timeout(requestTimeout)
        return await request({ ...options, request: { ...options.request, signal } })
      } catch (error) {
        const repeatable = options.method !== 'POST' || errorStatus(error) < 500
        const wait = repeatable ? waitBeforeRetry(error, attempt, Date.now()) : null
        if (wait === null) throw error
        await pause(wait)
      }
    }
  })
  return client
}
