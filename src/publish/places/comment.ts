import { readPullRequest } from '../event.js'
import { explainFailure } from '../github/advice.js'
import { makeClient } from '../github/client.js'
import type { Marker } from '../github/marker.js'
import { writeSticky } from '../github/sticky.js'
import type { Job, Place } from '../place.js'

const pointer = "The whole report is in the run's summary."

/** One comment on the pull request, kept up to date. Output `comment-url`. */
export const comment: Place = {
  id: 'comment',
  publish: async (publication, job) => {
    const pull = job.comment === 'never' ? null : readPullRequest(job.env)
    if (!pull) return {}
    if (job.token === '') {
      job.log.warning('No comment on the pull request: the input `token` is empty. The verdict stands.')
      return {}
    }
    const client = makeClient(job.token, job.env['GITHUB_API_URL'] ?? 'https://api.github.com')
    const marker = markerOf(job, pull.headSha)
    const foot = footOf(job, marker)
    try {
      const outcome = await writeSticky(client, {
        pull,
        marker,
        // GitHub's documentation, "GitHub's token formats": ghs_ is a server-to-server token.
        fromApp: job.token.startsWith('ghs_'),
        create: job.comment === 'always' || publication.hasFindings,
        body: (maxBytes) =>
          publication.markdown(maxBytes - Buffer.byteLength(foot), pointer).trimEnd() + foot,
      })
      if ('url' in outcome) return { 'comment-url': outcome.url }
      job.log.info(`No comment written: ${outcome.skipped}.`)
    } catch (error) {
      job.log.warning(explainFailure(error, pull))
    }
    return {}
  },
}

function markerOf({ env, commentKey }: Job, head: string): Marker {
  return {
    key: commentKey,
    head,
    run: Number(env['GITHUB_RUN_ID'] ?? 0),
    attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1),
  }
}

/** Says which commit the comment is about, and which of several checks when they have keys. */
function footOf({ env, commentKey }: Job, { head, run, attempt }: Marker): string {
  const page = `${env['GITHUB_SERVER_URL']}/${env['GITHUB_REPOSITORY']}/actions/runs/${run}/attempts/${attempt}`
  const key = commentKey.replace(/[^\p{L}\p{N} ._-]/gu, '')
  return `\n\n<sub>${key === '' ? '' : `${key} · `}commit ${head.slice(0, 7)} · [run](${page})</sub>\n`
}
