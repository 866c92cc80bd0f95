import type { ChildProcess } from 'node:child_process'
import type { Duplex } from 'node:stream'
import { ConfigError, InternalError } from '../../model/errors.js'
import { ProcessEnded, TimedOut } from './failures.js'
import { launch } from './launch.js'
import { LineSplitter } from './lines.js'
import { maskUrls, Output } from './output.js'
import { CHANNEL, NO_CHANNEL, PROTOCOL } from './protocol.js'
import type { Hello, Operation, Reply, Requests, Results } from './protocol.js'

/** setTimeout fires at once when it is asked for more milliseconds than fit into 31 bits. */
const LONGEST_TIMER = 2 ** 31 - 1

interface Waiter {
  resolve(result: unknown): void
  reject(error: Error): void
}

/** One child process that runs alembic_driver.py in the project's Python. */
export class DriverProcess {
  readonly #child: ChildProcess
  readonly #channel: Duplex
  readonly #output: Output
  readonly #waiting = new Map<number | 'hello', Waiter>()
  readonly #gone: Promise<void>
  #next = 1
  #ended: Error | null = null
  #killed = false

  private constructor(command: readonly string[], onOutput: ((line: string) => void) | undefined) {
    this.#child = launch(command)
    this.#output = new Output(onOutput)
    for (const stream of [this.#child.stdout, this.#child.stderr]) if (stream) this.#output.read(stream)
    this.#channel = this.#child.stdio[CHANNEL] as Duplex
    this.#channel.on('error', () => undefined)
    this.#readChannel()
    this.#gone = this.#watchEnd(command[0] ?? 'python')
  }

  /**
   * Starts the process and waits for its hello, at most `seconds`.
   * @throws ConfigError when the command does not start a Python that can run the driver
   */
  static async start(
    command: readonly string[],
    seconds: number,
    onOutput?: (line: string) => void,
  ): Promise<DriverProcess> {
    const driver = new DriverProcess(command, onOutput)
    const hello = new Promise<unknown>((resolve, reject) => driver.#waiting.set('hello', { resolve, reject }))
    try {
      await driver.#inTime(hello, seconds)
    } catch (error) {
      await driver.stop()
      if (!(error instanceof TimedOut) && !(error instanceof ProcessEnded)) throw error
      const how = error instanceof TimedOut ? `gave no answer within ${seconds} seconds.` : error.message
      throw new ConfigError(
        `The command \`${command.join(' ')}\` ${how} Set --python to the command that starts the project's Python 3.8 or later.`,
      )
    }
    return driver
  }

  get isAlive(): boolean {
    return this.#ended === null
  }

  /**
   * Asks, and waits at most `seconds` for the answer.
   * @throws ConfigError, InternalError as the driver answers; ProcessEnded; TimedOut, with the process killed
   */
  async request<O extends Operation>(
    operation: O,
    parameters: Requests[O],
    seconds: number,
  ): Promise<Results[O]> {
    if (this.#ended !== null) throw this.#ended
    const answer = this.#send(operation, parameters)
    try {
      return await this.#inTime(answer, seconds)
    } catch (error) {
      if (error instanceof TimedOut) await this.stop()
      throw error
    }
  }

  /** Ends the process and all it has started. Never throws. */
  async stop(): Promise<void> {
    this.#channel.destroy()
    // The driver ends itself when the channel closes; what is in its way is killed.
    const timer = setTimeout(() => this.#kill(), 500)
    await this.#gone.finally(() => clearTimeout(timer))
  }

  #send<O extends Operation>(operation: O, parameters: Requests[O]): Promise<Results[O]> {
    const id = this.#next++
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
    this.#channel.write(`${JSON.stringify({ id, op: operation, ...parameters })}\n`)
    return answer as Promise<Results[O]>
  }

  async #inTime<T>(answer: Promise<T>, seconds: number): Promise<T> {
    answer.catch(() => undefined)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), Math.min(seconds * 1000, LONGEST_TIMER))
    })
    const first = await Promise.race([answer, late]).finally(() => clearTimeout(timer))
    if (first !== 'late') return first
    throw new TimedOut(await this.#status())
  }

  async #status(): Promise<Results['status']> {
    const unknown = { statement: null, line: null }
    const second = new Promise<Results['status']>((resolve) =>
      setTimeout(() => resolve(unknown), 1000).unref(),
    )
    return Promise.race([this.#send('status', {}).catch(() => unknown), second])
  }

  #readChannel(): void {
    const splitter = new LineSplitter()
    this.#channel.on('data', (chunk: Buffer) => {
      for (const line of splitter.push(chunk)) this.#take(line)
    })
  }

  #take(line: string): void {
    let message: Hello | Reply
    try {
      message = JSON.parse(line) as Hello | Reply
    } catch {
      return this.#fail(
        new InternalError(`The Python driver sent a line that is no JSON: ${line.slice(0, 200)}`),
      )
    }
    if ('hello' in message) {
      if (message.hello === PROTOCOL) return this.#answer('hello')?.resolve(null)
      return this.#fail(
        new InternalError(`The Python driver speaks protocol ${message.hello} instead of ${PROTOCOL}.`),
      )
    }
    const waiter = this.#answer(message.id)
    if (!('error' in message)) return waiter?.resolve(message.result)
    const text = maskUrls(message.error.message)
    waiter?.reject(message.error.kind === 'config' ? new ConfigError(text) : new InternalError(text))
  }

  #answer(id: number | 'hello'): Waiter | undefined {
    const waiter = this.#waiting.get(id)
    this.#waiting.delete(id)
    return waiter
  }

  #fail(error: Error): void {
    this.#ended ??= error
    for (const waiter of this.#waiting.values()) waiter.reject(error)
    this.#waiting.clear()
  }

  #watchEnd(program: string): Promise<void> {
    return new Promise((resolve) => {
      this.#child.on('error', (error: NodeJS.ErrnoException) => {
        this.#fail(
          new ConfigError(
            `The command \`${program}\` cannot be started (${error.code ?? error.message}). Set --python to the command that starts the project's Python.`,
          ),
        )
        resolve()
      })
      this.#child.on('exit', (code, signal) => {
        this.#kill()
        const finish = (): void => resolve(this.#fail(new ProcessEnded(this.#howItEnded(code, signal))))
        // What the child has started may hold its standard output open for long.
        setTimeout(finish, 200)
        this.#child.on('close', finish)
      })
    })
  }

  #howItEnded(code: number | null, signal: NodeJS.Signals | null): string {
    if (code === NO_CHANNEL) return 'does not pass file descriptor 3 on to Python.'
    const how = signal === null ? `with exit code ${code}` : `by ${signal}`
    const last = this.#output.lastLine()
    return `ended ${how}${last === '' ? '.' : ` (${last.replace(/\.$/, '')}).`}`
  }

  /** Kills once: the number of a process that is gone may be another's by then. */
  #kill(): void {
    if (this.#killed) return
    this.#killed = true
    try {
      if (this.#child.pid !== undefined) process.kill(-this.#child.pid, 'SIGKILL')
    } catch {
      // Nothing of the group is left, or the system knows no process groups.
      this.#child.kill('SIGKILL')
    }
  }
}
