import { describe, expect, test } from '@jest/globals'
import { readCommandLine } from '../../src/inputs/commands.js'
import type { CheckInputs } from '../../src/inputs/inputs.js'
import { optionsOf } from '../../src/inputs/options/all.js'
import { ConfigError } from '../../src/model/errors.js'
import { messageOf, project } from './project.js'

const RULES = ['left-behind', 'not-restored']
const cwd = project({
  'alembic.ini': '[alembic]\n',
  'other.ini': '',
  'a.sql': '',
  'b.sql': '',
  'seeds/base.sql': '',
  'r.json': '{}',
})

const read = (...argv: string[]) => readCommandLine(argv, {}, cwd, RULES)

function check(...argv: string[]): CheckInputs {
  const command = read(...argv)
  if (command.command !== 'check') throw new Error(`read as ${command.command}`)
  return command.inputs
}

/** Every option of the table: how it is given, and what it becomes. */
const GIVEN: Record<string, readonly [argv: readonly string[], becomes: Partial<CheckInputs>]> = {
  config: [['--config', 'other.ini'], { config: `${cwd}/other.ini` }],
  name: [['-n', 'tenant'], { section: 'tenant' }],
  python: [['--python', 'uv run python'], { python: ['uv', 'run', 'python'] }],
  x: [['-x', 'a=1', '-xb=2', '--x=c=3'], { xArguments: ['a=1', 'b=2', 'c=3'] }],
  'url-variable': [
    ['--url-variable', 'DB_URL', '--url-variable', 'DSN'],
    { urlVariables: ['DB_URL', 'DSN'] },
  ],
  'database-url': [['--database-url', 'postgresql+asyncpg://h'], { databaseUrl: 'postgresql+asyncpg://h' }],
  postgres: [['--postgres=16'], { postgres: 16 }],
  'setup-sql': [
    ['--setup-sql', 'a.sql', '--setup-sql', 'b.sql'],
    { setupSql: [`${cwd}/a.sql`, `${cwd}/b.sql`] },
  ],
  seed: [['--seed', 'seeds'], { seed: { folder: `${cwd}/seeds` } }],
  'step-timeout': [['--step-timeout', '7'], { stepTimeout: 7 }],
  wait: [['--wait', '0'], { wait: 0 }],
  revisions: [['--revisions', 'base:1a2b'], { selection: { kind: 'range', from: 'base', to: '1a2b' } }],
  'base-ref': [['--revisions=changed', '--base-ref=v1'], { selection: { kind: 'changed', baseRef: 'v1' } }],
  floor: [['--floor', '1a2b'], { floor: '1a2b' }],
  'full-walk': [['--no-full-walk'], { fullWalk: false }],
  shard: [['--shard', '2/3'], { shard: { index: 2, total: 3 } }],
  'refresh-sql': [
    ['--refresh-sql', 'a.sql', '--refresh-sql=b.sql'],
    { refreshSql: [`${cwd}/a.sql`, `${cwd}/b.sql`] },
  ],
  'fail-on': [['--fail-on', 'warning'], { failOn: 'warning' }],
  severity: [['--severity', 'left-behind=off'], { severities: { 'left-behind': 'off' } }],
  json: [['--json', '-'], { reports: { json: '-' } }],
  markdown: [['--markdown', 'r.md'], { reports: { markdown: `${cwd}/r.md` } }],
  junit: [['--junit', 'r.xml'], { reports: { junit: `${cwd}/r.xml` } }],
  sarif: [['--sarif', 'r.sarif'], { reports: { sarif: `${cwd}/r.sarif` } }],
  html: [['--html', 'r.html'], { reports: { html: `${cwd}/r.html` } }],
  verbose: [['-v'], { verbose: true }],
}

describe('a check', () => {
  test('has a default for everything', () => {
    expect(check()).toEqual({
      directory: cwd,
      config: `${cwd}/alembic.ini`,
      section: null,
      python: ['python3'],
      databaseUrl: null,
      postgres: null,
      selection: { kind: 'all' },
      floor: null,
      setupSql: [],
      seed: 'generated',
      refreshSql: [],
      failOn: 'error',
      fullWalk: true,
      shard: null,
      xArguments: [],
      urlVariables: [],
      stepTimeout: 300,
      wait: 30,
      severities: {},
      reports: {},
      verbose: false,
    })
  })

  test('is tried here with every option of the table', () => {
    expect(Object.keys(GIVEN).sort()).toEqual(
      optionsOf('cli')
        .map(({ name }) => name)
        .sort(),
    )
  })

  test('takes none for rows', () => {
    expect(check('--seed', 'none').seed).toBe('none')
  })

  test.each(Object.entries(GIVEN))('takes %s', (_, [argv, becomes]) => {
    expect(check(...argv)).toEqual({ ...check(), ...becomes })
    expect(check('check', ...argv)).toEqual(check(...argv))
  })

  test.each([
    [['--full-walk', 'false'], false],
    [['--full-walk=False'], false],
    [['--full-walk'], true],
    [['--no-full-walk', '--full-walk'], true],
  ])('reads %j as full walk %s', (argv, fullWalk) => {
    expect(check(...argv).fullWalk).toBe(fullWalk)
  })

  test('takes the server from its own environment variable, never from DATABASE_URL', () => {
    const url = (env: Record<string, string>, ...argv: string[]): unknown => {
      const command = readCommandLine(argv, env, cwd, RULES)
      return command.command === 'check' && command.inputs.databaseUrl
    }
    const own = { MATVIEW_CHECK_DATABASE_URL: 'postgres://own' }
    expect(url({ DATABASE_URL: 'postgres://production' })).toBeNull()
    expect(url(own)).toBe('postgres://own')
    expect(url(own, '--database-url', 'postgres://given')).toBe('postgres://given')
  })
})

describe('other commands', () => {
  test.each([
    [['report', 'r.json'], { command: 'report', files: [`${cwd}/r.json`], reports: {}, failOn: null }],
    [
      ['report', 'r.json', 'r.json', '--markdown', '-', '--fail-on', 'never'],
      {
        command: 'report',
        files: [`${cwd}/r.json`, `${cwd}/r.json`],
        reports: { markdown: '-' },
        failOn: 'never',
      },
    ],
    [['rules'], { command: 'rules', id: null }],
    [['rules', 'left-behind'], { command: 'rules', id: 'left-behind' }],
    [['--version'], { command: 'version' }],
  ])('%j', (argv, command) => {
    expect(read(...argv)).toEqual(command)
  })

  test.each([['--help'], ['-h'], ['help'], ['report', '--help']])('%s %s asks for help', (...argv) => {
    expect(read(...argv)).toMatchObject({
      command: 'help',
      text: expect.stringContaining('--database-url URL'),
    })
  })
})

describe('what is wrong', () => {
  test.each<[argv: string[], sentence: string]>([
    [['--confg', 'other.ini'], 'There is no option --confg. Did you mean --config?'],
    [['--frobnicate=7'], 'There is no option --frobnicate. See matview-check --help.'],
    [['-z'], 'There is no option -z. See matview-check --help.'],
    [['chekc'], 'There is no command chekc. Did you mean check?'],
    [['alembic.ini'], 'There is no command alembic.ini. The commands are check, report, rules, help.'],
    [['check', 'now'], 'matview-check check does not take `now`: leave it out.'],
    [['--config'], '--config needs a value: --config FILE.'],
    [['--config', ''], '--config needs a value: --config FILE.'],
    [['-x'], '-x needs a value: -x KEY=VALUE.'],
    [
      ['--config', 'gone.ini'],
      `--config names ${cwd}/gone.ini, which does not exist: give the path of your alembic.ini.`,
    ],
    [['--python', "''"], '--python holds no command: give one such as .venv/bin/python.'],
    [['--postgres', '9'], '--postgres is `9`: give a whole number from 13 to 99.'],
    [['--wait', '1.5'], '--wait is `1.5`: give a whole number from 0 to 3600.'],
    [['--full-walk=yes'], '--full-walk is `yes`: give true or false.'],
    [['--fail-on', 'notice'], '--fail-on is `notice`: give error, warning, never.'],
    [['--shard', '4/3'], '--shard is `4/3`: give I/N with I from 1 to N, such as 1/4.'],
    [['--shard', '0/3'], '--shard is `0/3`: give I/N with I from 1 to N, such as 1/4.'],
    [
      ['--revisions', 'a:'],
      '--revisions is `a:`: give all, changed, a revision, or A:B such as base:1a2b3c.',
    ],
    [
      ['--revisions', 'a:b:c'],
      '--revisions is `a:b:c`: give all, changed, a revision, or A:B such as base:1a2b3c.',
    ],
    [['--base-ref=--output=x'], '--base-ref is `--output=x`: give a branch, tag or commit.'],
    [
      ['--setup-sql', 'gone.sql'],
      `--setup-sql names ${cwd}/gone.sql, which is no file: give the path of an SQL file.`,
    ],
    [
      ['--refresh-sql', 'gone.sql'],
      `--refresh-sql names ${cwd}/gone.sql, which is no file: give the path of an SQL file.`,
    ],
    [
      ['--seed', 'gone'],
      `--seed names ${cwd}/gone, which is no folder: give a folder of files such as base.sql, or none.`,
    ],
    [
      ['--url-variable', 'A B'],
      '--url-variable is `A B`: give the name of an environment variable, such as DB_URL.',
    ],
    [
      ['--severity', 'left-behnd=off'],
      '--severity names the rule `left-behnd`, which does not exist. Did you mean left-behind?',
    ],
    [
      ['--severity', 'left-behind'],
      '--severity is `left-behind`: give RULE=SEVERITY with one of error, warning, notice, off.',
    ],
    [
      ['--severity', 'left-behind=off', '--severity', 'left-behind=error'],
      '--severity gives left-behind both off and error: decide for one.',
    ],
    [['--json', '-', '--html', '-'], '--html and json both write to -: give each its own file.'],
    [['report'], 'matview-check report needs result files: matview-check report RESULT.json.'],
    [['report', 'gone.json'], `There is no result file ${cwd}/gone.json: give files written with --json.`],
    [['report', 'r.json', '--wait', '3'], '--wait is no option of matview-check report: leave it out.'],
    [['rules', 'left'], 'There is no rule left. Did you mean left-behind?'],
  ])('%j', (argv, sentence) => {
    expect(messageOf(() => read(...argv))).toBe(sentence)
    expect(() => read(...argv)).toThrow(ConfigError)
  })

  test('is told all at once, a sentence a line', () => {
    const argv = ['--postgres', 'new', '--json', '--shard', 'x', '--unknown', '--wait']
    expect(messageOf(() => read(...argv)).split('\n')).toHaveLength(5)
  })

  test.each([
    [
      'mysql://u:hunter2@h/db',
      '--database-url begins with mysql://, but matview-check works with PostgreSQL only',
    ],
    ['u:hunter2@h', '--database-url is not a URL of a PostgreSQL server'],
  ])('a wrong URL is told without its password', (url, beginning) => {
    const message = messageOf(() => read('--database-url', url))
    expect(message).toContain(beginning)
    expect(message).not.toContain('hunter2')
  })
})
