import type { Option } from './option.js'

/** The PostgreSQL that the migrations run on. */
export const SERVER = [
  {
    name: 'database-url',
    type: 'text',
    placeholder: 'URL',
    default: null,
    otherwise: 'MATVIEW_CHECK_DATABASE_URL, else a throwaway server',
    sentence:
      'PostgreSQL server to work on, such as postgresql://postgres:secret@localhost:5432. Only scratch databases made for the run are touched on it.',
    where: 'both',
    commands: ['check'],
  },
  {
    name: 'postgres',
    type: 'integer',
    placeholder: 'MAJOR',
    default: null,
    otherwise: 'the newest found',
    sentence: 'Major version of the throwaway server.',
    where: 'both',
    commands: ['check'],
    range: [13, 99],
  },
  {
    name: 'setup-sql',
    type: 'text',
    placeholder: 'FILE',
    default: null,
    otherwise: 'none',
    sentence:
      'SQL file to run on each scratch database before the first migration, for what your migrations expect to find there: extensions, roles, a baseline.',
    where: 'both',
    commands: ['check'],
    repeatable: true,
  },
  {
    name: 'seed',
    type: 'text',
    placeholder: 'FOLDER',
    default: null,
    otherwise: 'a few rows are generated for each empty table',
    sentence:
      'Folder with SQL files that insert rows, run once as soon as the revision that each is named after is reached: 1a2b3c.sql, or base.sql before the first. `none` leaves tables empty.',
    where: 'both',
    commands: ['check'],
  },
  {
    name: 'step-timeout',
    type: 'integer',
    placeholder: 'SECONDS',
    default: '300',
    sentence: "Seconds after which one migration's upgrade or downgrade is given up.",
    where: 'both',
    commands: ['check'],
    range: [1, 86_400],
  },
  {
    name: 'wait',
    type: 'integer',
    placeholder: 'SECONDS',
    default: '30',
    sentence: 'Seconds to wait for the server to accept connections.',
    where: 'both',
    commands: ['check'],
    range: [0, 3_600],
  },
] as const satisfies readonly Option[]
