import { connect } from 'node:net'
import type { ServerTarget } from '../model/server.js'

/** What answers at a port: `closed` hangs up without a word, `silent` takes the connection and says nothing. */
export type Answer = 'postgresql' | 'closed' | 'silent' | 'stranger'

/** PostgreSQL's SSLRequest: length 8 and the code 80877103 (manual, "Message Formats"). */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/**
 * Asks a port whether PostgreSQL listens there: to an SSLRequest it answers exactly one byte, S or N.
 * Never throws; a refused connection counts as `closed`.
 */
export function probe(target: ServerTarget, milliseconds: number): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = target.host.startsWith('/')
      ? connect(`${target.host}/.s.PGSQL.${target.port}`)
      : connect(target.port, target.host)
    const settle = (answer: Answer): void => {
      socket.destroy()
      resolve(answer)
    }
    let connected = false
    socket.setTimeout(milliseconds, () => settle(connected ? 'silent' : 'closed'))
    socket.once('connect', () => {
      connected = true
      socket.write(SSL_REQUEST)
    })
    socket.once('data', (data) => settle(/^[SN]$/.test(data.toString('latin1')) ? 'postgresql' : 'stranger'))
    socket.once('error', () => settle('closed'))
    socket.once('close', () => settle('closed'))
  })
}
