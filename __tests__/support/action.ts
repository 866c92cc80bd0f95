import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { optionsOf } from '../../src/inputs/options/all.js'
import { eventOf, type EventName } from './events.js'
import { TOKEN, type FakeGitHub } from './github.js'
import { testPython } from './python.js'

// What runs on GitHub is the committed bundle under the runner's own Node.js 24.
const node = resolve('node_modules/node/bin/node')
const root = process.cwd()

/** One `::command::` that the runner would obey. */
export interface Command {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

/** What one step left behind. */
export interface StepRun {
  /** Null when a signal ended it. */
  readonly exitCode: number | null
  /** Standard output and standard error, as the runner reads both. */
  readonly log: string
  readonly commands: readonly Command[]
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  readonly summary: string
}

/** What a step is started with. */
export interface StepOptions {
  readonly event: EventName
  /** Inputs as in `with:`; the others have the defaults of action.yml. */
  readonly inputs?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  /** Called with the log so far whenever it grows, to send a signal at the right moment. */
  readonly onLog?: ((log: string, kill: (signal: NodeJS.Signals) => void) => void) | undefined
}

/** A job on a runner of its own: a workspace that holds a copy of example/, and a GitHub to talk to. */
export class Job {
  readonly folder = mkdtempSync(join(tmpdir(), 'matview-check-job-'))
  readonly workspace = join(this.folder, 'work')
  private step = 0

  constructor(private readonly github: FakeGitHub) {
    mkdirSync(this.workspace)
    cpSync(join(root, 'example'), join(this.workspace, 'example'), { recursive: true })
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Runs dist/action.js as the runner does. */
  main(options: StepOptions): Promise<StepRun> {
    return this.run('action.js', options, {})
  }

  /** Runs dist/action-post.js with the state that the main step has saved. */
  post(options: StepOptions, { state }: Pick<StepRun, 'state'>): Promise<StepRun> {
    const saved = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])
    return this.run('action-post.js', options, Object.fromEntries(saved) as Record<string, string>)
  }

  private async run(script: string, options: StepOptions, state: Record<string, string>): Promise<StepRun> {
    const files = this.commandFiles()
    const env = { ...this.environment(options), ...files, ...state, ...options.env }
    const child = spawn(node, [join(root, 'dist', script)], {
      cwd: this.workspace,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let log = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text
        options.onLog?.(log, (signal) => child.kill(signal))
      })
    }
    const exitCode = await new Promise<number | null>((done) => child.on('close', done))
    return {
      exitCode,
      log,
      commands: commandsIn(log),
      outputs: readPairs(files.GITHUB_OUTPUT),
      state: readPairs(files.GITHUB_STATE),
      summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
    }
  }

  private commandFiles(): Record<'GITHUB_OUTPUT' | 'GITHUB_STATE' | 'GITHUB_STEP_SUMMARY', string> {
    this.step++
    const [output, state, summary] = ['output', 'state', 'summary'].map((name) => {
      const file = join(this.folder, `${name}-${this.step}`)
      writeFileSync(file, '')
      return file
    }) as [string, string, string]
    return { GITHUB_OUTPUT: output, GITHUB_STATE: state, GITHUB_STEP_SUMMARY: summary }
  }

  private environment({ event, inputs = {} }: StepOptions): Record<string, string> {
    const { env, payload } = eventOf(event)
    const eventFile = join(this.folder, 'event.json')
    writeFileSync(eventFile, JSON.stringify(payload))
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: this.folder,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: this.workspace,
      GITHUB_API_URL: this.github.url,
      GITHUB_SERVER_URL: 'https://github.test',
      GITHUB_REPOSITORY: 'o/r',
      GITHUB_EVENT_PATH: eventFile,
      GITHUB_RUN_ID: '50',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_ACTION_REPOSITORY: 'maker/matview-check',
      RUNNER_TEMP: this.folder,
      ...env,
      ...inputVariables({
        config: 'example/good.ini',
        python: resolve(root, testPython()),
        'database-url': process.env['TEST_DATABASE_URL'] ?? '',
        ...inputs,
      }),
    }
  }
}

/** The runner sets every input that action.yml declares, with its default or empty. */
function inputVariables(given: Readonly<Record<string, string>>): Record<string, string> {
  const declared = optionsOf('action').map(({ name, default: value }) => {
    const byDefault = value === '${{ github.token }}' ? TOKEN : (value ?? '')
    return [`INPUT_${name.toUpperCase()}`, given[name] ?? byDefault]
  })
  return Object.fromEntries(declared) as Record<string, string>
}

/** As actions/runner's ActionCommand reads lines: `::name key=value,key=value::data` after leading white space. */
function commandsIn(log: string): readonly Command[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) => {
    const [, name, list = '', data = ''] = /^\s*::([^\s:]+)(?: (.*?))?::(.*)$/.exec(line) ?? []
    if (name === undefined) return []
    const pairs = list.split(',').flatMap((pair) => {
      const [key, value] = pair.split('=')
      return key && value !== undefined ? [[key, unescape(value)]] : []
    })
    return [{ name, properties: Object.fromEntries(pairs) as Record<string, string>, data: unescape(data) }]
  })
}

function unescape(text: string): string {
  const meant = { '%25': '%', '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',' }
  return text.replace(/%(?:25|0D|0A|3A|2C)/g, (found) => meant[found as keyof typeof meant])
}

/** `name<<delimiter`, lines, `delimiter`, as @actions/core writes them. */
function readPairs(file: string): Readonly<Record<string, string>> {
  const text = readFileSync(file, 'utf8')
  const found = text.matchAll(/^(.+?)<<(ghadelimiter_\S+)\n([^]*?)\n\2$/gm)
  return Object.fromEntries([...found].map(([, name, , value]) => [name, value])) as Record<string, string>
}
