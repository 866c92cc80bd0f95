import { SEVERITIES } from '../model/finding.js'
import { FORMAT_VERSION } from '../model/result.js'
import { LEGS } from '../model/step.js'
import { materializedView, relation } from './schema-inventory.js'
import { array, nullableObject, nullable, object, optional, text, type Schema } from './schema-parts.js'

const count = { type: 'integer', minimum: 0 }
const line = { type: 'integer', minimum: 1 }
const milliseconds = { type: 'number', minimum: 0, description: 'Milliseconds.' }

const environment = object('Versions of everything that took part.', {
  matviewCheck: text('Version of matview-check.'),
  postgresql: text('Version of the PostgreSQL server, such as `17.10`.'),
  python: text("Version of the project's Python."),
  tool: text('The migration tool and its version, such as `alembic 1.20.1`.'),
  sqlalchemy: text('Version of SQLAlchemy.'),
  driver: text('The Python database driver and its version, such as `psycopg2 2.9.13`.'),
})

const shardOf = { index: { ...line, description: 'From 1.' }, total: line }

const leg = object('One leg of a checked revision.', {
  leg: { enum: [...LEGS] },
  status: {
    enum: ['passed', 'failed', 'skipped', 'blocked'],
    description:
      '`passed`: it raised no error, whatever was found of what it left; `skipped`: not run because a leg before it failed or declared itself one-way; `blocked`: not judged because a revision it stands on failed.',
  },
  milliseconds,
})

const revision = object('One revision of the history, in the order in which they are applied.', {
  id: text('The revision.'),
  message: text("First line of the migration's docstring."),
  file: text('Path of the migration file, relative to the working directory.'),
  legs: array('The legs in order. Empty for a revision that was only applied.', leg),
})

const walk = object('The walk from the heads down and up again. Null when none was asked for.', {
  status: { enum: ['passed', 'failed'] },
  revisions: { ...count, description: 'Revisions taken down and up again.' },
  stoppedAt: nullable('The revision at which it turned round early.', 'string'),
  milliseconds,
})

const difference = object('One property that is not what it was.', {
  property: text('Name of the property, or of an object that hangs on this one.'),
  old: { description: 'Any JSON value; null when the property was absent.' },
  new: { description: 'Any JSON value; null when the property is absent.' },
})

const finding = object('One problem of the migrations.', {
  rule: text('Id of the rule.'),
  severity: { enum: [...SEVERITIES] },
  revision: nullable('The revision; null when it is about the history as a whole.', 'string'),
  leg: { enum: [...LEGS, 'walk', null], description: 'What had been run when it showed.' },
  object: nullableObject('The object of the catalog that it is about; null when it is about none.', {
    kind: text('`materialized view`, `index`, `table` …'),
    schema: nullable('Null for an object that lives in no schema.', 'string'),
    name: text('The bare name.'),
    identity: text('Unique within the kind, quoted as SQL needs it.'),
  }),
  message: text('One sentence: what is wrong.'),
  differences: array('What differs.', difference),
  help: text('Why it matters and what to do; `code` in backticks.'),
  fix: nullableObject('What to write instead; null when nothing can be offered.', {
    function: { enum: ['upgrade', 'downgrade'], description: "The migration's function it belongs in." },
    sql: array('SQL statements in the order in which they must run, without closing semicolons.', {
      type: 'string',
    }),
    tried: {
      type: 'boolean',
      description: 'True only when they were run on a scratch database and mended it.',
    },
    sameAs: optional(text('The object of a finding told before, where one fix mends both.')),
    failed: optional(
      text('Why they did not mend it when they were run; absent when they did, or were not run.'),
    ),
  }),
  location: nullableObject('Lines of the migration file; null when no line is to blame.', {
    file: text('Path relative to the working directory.'),
    line,
    endLine: line,
  }),
  fingerprint: text('Equal for the same problem in two runs: made of rule, revision, leg and object.'),
  where: optional(
    array(
      'Only in a merged result of several environments: positions in `environments` where it was found.',
      count,
    ),
  ),
})

/** The JSON Schema of the result file; `docs/result.schema.json` is this, written out. */
export const RESULT_SCHEMA: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `urn:matview-check:result:${FORMAT_VERSION}`,
  title: 'Result file of matview-check',
  ...object('The result of one run, or of several merged into one.', {
    formatVersion: {
      const: FORMAT_VERSION,
      description: 'Grows when a reader of the former would go wrong. New properties alone do not raise it.',
    },
    environment,
    config: text("Path of the migration tool's configuration, relative to the working directory."),
    failOn: { enum: ['error', 'warning', 'never'], description: '`never` only reports.' },
    verdict: {
      enum: ['passed', 'failed'],
      description:
        '`failed` when a finding is at or above `failOn`, or a shard is missing; never with `failOn` never.',
    },
    counts: object('Number of findings of each severity.', { error: count, warning: count, notice: count }),
    shard: nullableObject('The part of the run that this is; null when it is all of it.', shardOf),
    milliseconds: { ...milliseconds, description: 'Milliseconds; of a merged result the sum of its runs.' },
    revisions: array('Every revision that was applied, in order.', revision),
    walk: { ...walk, type: ['object', 'null'] },
    findings: array('What was found.', finding),
    unusedIgnores: array(
      'Comments `ignore[rule]` that silenced nothing.',
      object('One comment.', {
        file: text('Path relative to the working directory.'),
        line,
        rule: text('Id of the rule.'),
      }),
    ),
    materializedViews: optional(
      array(
        'All materialized views at the heads, by identity; left out when the heads were not reached.',
        materializedView,
      ),
    ),
    dependencies: optional(
      array(
        'The views that the checked revisions touched, with all that they read and all that reads them; each stands after what it reads.',
        relation,
      ),
    ),
    environments: optional(
      array(
        'Only in a merged result of several environments: all of them; `environment` is the first.',
        environment,
      ),
    ),
    missingShards: optional(
      array(
        'Only in a merged result to which shards are missing: nothing is known of their revisions.',
        object('One shard.', {
          ...shardOf,
          environment: { ...count, description: 'Position in `environments`.' },
        }),
      ),
    ),
  }),
}
