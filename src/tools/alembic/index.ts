import { existsSync } from 'node:fs'
import { CancelledError, ConfigError, InternalError } from '../../model/errors.js'
import type { History } from '../../model/history.js'
import type { DatabaseTarget } from '../../model/server.js'
import type { Direction, StepError, StepReport } from '../../model/step.js'
import type { MigrationTool, OpenedEnvironment, ToolOptions, ToolProcess, ToolVersions } from '../tool.js'
import { ProcessEnded, TimedOut } from './failures.js'
import { maskUrls } from './output.js'
import { DriverProcess } from './process.js'
import { outlastsStep } from './session.js'
import type { Operation, Requests, Results } from './protocol.js'

/** Seconds for everything that is no step: starting Python, loading the history, entering and leaving env.py. */
const PATIENCE = 300

/** Alembic, also as Flask-Migrate wraps it. */
export const alembic: MigrationTool = {
  id: 'alembic',
  async start(options) {
    if (!existsSync(options.config)) {
      throw new ConfigError(
        `There is no ${options.config}; name the project's alembic.ini or pyproject.toml with --config.`,
      )
    }
    const { driver, loaded } = await load(options)
    return new AlembicProcess(options, driver, loaded)
  },
}

async function load(options: ToolOptions): Promise<{ driver: DriverProcess; loaded: Results['load'] }> {
  const { config, section, xArguments, urlVariables } = options
  const driver = await DriverProcess.start(options.python, PATIENCE, options.onOutput)
  try {
    const loaded = await ask(driver, 'load', { config, section, xArguments, urlVariables })
    return { driver, loaded }
  } catch (error) {
    await driver.stop()
    throw error
  }
}

class AlembicProcess implements ToolProcess {
  readonly versions: ToolVersions
  readonly history: History
  #driver: DriverProcess
  #isOpen = false
  #database: DatabaseTarget | null = null
  /** True when the session holds what a step left in it: the next one needs another, as the next command would have. */
  #isSpent = false
  #isStopped = false

  constructor(
    private readonly options: ToolOptions,
    driver: DriverProcess,
    loaded: Results['load'],
  ) {
    this.#driver = driver
    this.versions = loaded.versions
    this.history = loaded.history
  }

  async open(database: DatabaseTarget): Promise<OpenedEnvironment> {
    await this.close()
    if (this.#isStopped) throw new CancelledError('The migration tool has been stopped.')
    if (!this.#driver.isAlive) this.#driver = (await load(this.options)).driver
    const environment = await ask(this.#driver, 'open', { database })
    this.#isOpen = true
    this.#database = database
    this.#isSpent = false
    return environment
  }

  async step(revision: string, direction: Direction, stamp = false): Promise<StepReport> {
    if (this.#isOpen && this.#isSpent && this.#database !== null) await this.open(this.#database)
    if (!this.#isOpen)
      throw new InternalError(`A step of ${revision} was asked for while no environment is open.`)
    const started = performance.now()
    const report = await this.#driver
      .request('step', { revision, direction, stamp }, this.options.stepTimeout)
      .catch((error: unknown) => {
        this.#isOpen = false
        if (this.#isStopped) throw new CancelledError('The migration tool has been stopped.')
        return {
          ...NOTHING,
          milliseconds: Math.round(performance.now() - started),
          error: this.#givenUp(error),
        }
      })
    this.#isSpent = report.statements.some(({ sql }) => outlastsStep(sql))
    if (report.error === null) return report
    this.#isOpen = false
    const { message, traceback } = report.error
    return {
      ...report,
      error: { ...report.error, message: maskUrls(message), traceback: maskUrls(traceback) },
    }
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return
    this.#isOpen = false
    if (this.#driver.isAlive) await ask(this.#driver, 'close', {})
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#isOpen = false
    await this.#driver.stop()
  }

  /** The migration's own fault when the process dies on it or does not come back; everything else is thrown on. */
  #givenUp(error: unknown): StepError {
    const nothing = { sqlstate: null, detail: null, hint: null, statement: null, line: null, traceback: '' }
    if (error instanceof TimedOut) {
      const message = `The step was given up after ${this.options.stepTimeout} seconds.`
      return { ...nothing, ...error.running, type: 'TimeoutError', message }
    }
    if (error instanceof ProcessEnded) {
      return { ...nothing, type: 'ProcessEnded', message: `The Python process ${error.message}` }
    }
    throw error
  }
}

const NOTHING = { statements: [], notices: [] } as const

/** Asks for something that is no step: a process that ends or hangs then is the set-up's fault. */
async function ask<O extends Operation>(
  driver: DriverProcess,
  operation: O,
  parameters: Requests[O],
): Promise<Results[O]> {
  try {
    return await driver.request(operation, parameters, PATIENCE)
  } catch (error) {
    const what = operation === 'load' ? 'the migrations were loaded' : 'env.py was run'
    if (error instanceof ProcessEnded) {
      throw new ConfigError(`The project's Python ended while ${what}: it ${error.message}`)
    }
    if (error instanceof TimedOut) {
      throw new ConfigError(`The project's Python gave no answer within ${PATIENCE} seconds while ${what}.`)
    }
    throw error
  }
}
