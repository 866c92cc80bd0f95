import type { Finding, FindingObject } from '../../src/model/finding.js'
import type { CheckResult } from '../../src/model/result.js'
import type { MarkdownOptions } from '../../src/report/markdown-finding.js'
import { mergeResults } from '../../src/report/merge.js'
import { applied, ENVIRONMENT, finding, history, relation, result, revision, view } from './build.js'

/** One situation that a user meets, with the report in `golden/<name>.md`. */
export interface Situation {
  readonly result: CheckResult
  readonly options?: MarkdownOptions
}

const FILE = 'migrations/versions/3f2a9c81d0aa_add_daily_usage.py'

const VIEW: FindingObject = {
  kind: 'materialized view',
  schema: 'public',
  name: 'daily_usage_matview',
  identity: 'public.daily_usage_matview',
}

const OLD_DEFINITION = `SELECT user_id,
    (date_trunc('day'::text, (created_at AT TIME ZONE 'Asia/Tokyo'::text)))::date AS target_date,
    count(*) AS usage_count
   FROM public.message_usages
  GROUP BY user_id, ((date_trunc('day'::text, (created_at AT TIME ZONE 'Asia/Tokyo'::text)))::date);`

const INDEX =
  'CREATE INDEX idx_daily_usage_user_date ON public.daily_usage_matview USING btree (user_id, target_date)'

const leftBehind = finding({
  object: VIEW,
  message:
    'materialized view public.daily_usage_matview is still there after the downgrade with its index idx_daily_usage_user_date',
  differences: [{ property: 'index idx_daily_usage_user_date', old: null, new: INDEX }],
  help:
    'After this downgrade the schema is not the one that the revision before it describes, and the next upgrade may fail ' +
    'because the name is taken. Drop it in `downgrade()`, under exactly this name: `IF EXISTS` hides a misspelt one.',
  fix: { function: 'downgrade', sql: ['DROP MATERIALIZED VIEW public.daily_usage_matview'], tried: true },
  location: { file: FILE, line: 34, endLine: 36 },
})

const restoredDifferently = finding({
  rule: 'restored-differently',
  object: VIEW,
  message:
    'materialized view public.daily_usage_matview is not restored as it was: definition, populated, index idx_daily_usage_user_date and grants differ',
  differences: [
    { property: 'definition', old: OLD_DEFINITION, new: OLD_DEFINITION.replaceAll('Asia/Tokyo', 'UTC') },
    { property: 'populated', old: true, new: false },
    { property: 'grants', old: ['reporting: SELECT'], new: [] },
    { property: 'index idx_daily_usage_user_date', old: INDEX, new: null },
    { property: 'comment', old: 'Messages per user and day', new: null },
  ],
  help:
    'Whoever goes back to the revision before gets another view than the one that stood there. A downgrade that makes the ' +
    'view again must also make its indexes, grants and comment again, since they went with it.',
  fix: {
    function: 'downgrade',
    sql: [
      'DROP MATERIALIZED VIEW public.daily_usage_matview',
      `CREATE MATERIALIZED VIEW public.daily_usage_matview AS\n${OLD_DEFINITION.slice(0, -1)}`,
      INDEX,
      'GRANT SELECT ON public.daily_usage_matview TO "reporting"',
    ],
    tried: false,
  },
  location: { file: FILE, line: 34, endLine: 34 },
})

const upgradeFails = finding({
  rule: 'upgrade-fails',
  leg: 'upgrade',
  message:
    'the upgrade fails: cannot refresh materialized view "public.daily_usage_matview" concurrently (SQLSTATE 55000)',
  help:
    'At `REFRESH MATERIALIZED VIEW CONCURRENTLY daily_usage_matview`. PostgreSQL hints: Create a unique index with no ' +
    'WHERE clause on one or more columns of the materialized view. `CONCURRENTLY` needs a unique index on plain columns.',
  location: { file: FILE, line: 21, endLine: 21 },
})

const oneWay = finding({
  rule: 'irreversible',
  severity: 'notice',
  revision: '77aa01bc9e55',
  message: 'revision 77aa01bc9e55 declares itself one-way: the raw rows are gone',
  help: 'Nothing of its downgrade was judged, and the full walk turns round here.',
})

const noop = finding({
  rule: 'noop-downgrade',
  object: VIEW,
  message: 'the downgrade is empty although the upgrade makes materialized view public.daily_usage_matview',
  differences: [
    { property: 'materialized view daily_usage_matview', old: null, new: OLD_DEFINITION },
    { property: 'function refresh_daily_usage', old: null, new: 'present' },
  ],
  help: 'Alembic will say that it went down while everything stays. Write the inverse of each statement in `downgrade()`.',
  fix: { function: 'downgrade', sql: ['DROP MATERIALIZED VIEW public.daily_usage_matview'], tried: true },
  location: { file: FILE, line: 33, endLine: 34 },
})

const walkFails = finding({
  rule: 'full-walk-fails',
  leg: 'walk',
  message:
    'the full walk down fails at revision 3f2a9c81d0aa: table message_usages has dependents (SQLSTATE 2BP01)',
  help: 'Each migration can be undone right after it was applied, but not after those that follow: a later view reads the table.',
  location: { file: FILE, line: 34, endLine: 34 },
})

const warning = finding({
  rule: 'left-unpopulated',
  severity: 'warning',
  leg: 'upgrade',
  object: VIEW,
  message: 'materialized view public.daily_usage_matview is never populated',
  help: 'Reading it raises an error until it is refreshed. Run `REFRESH MATERIALIZED VIEW` or leave out `WITH NO DATA`.',
  fix: { function: 'upgrade', sql: ['REFRESH MATERIALIZED VIEW public.daily_usage_matview'], tried: true },
  location: { file: FILE, line: 12, endLine: 19 },
})

const HOSTILE =
  'a|b`c``<script>alert(1)</script>-->\n| x |\u202e@octocat #12 GH-1 https://evil.example $x$ **b** <!-- matview-check -->'

const hostile = finding({
  object: { kind: 'view', schema: 'public', name: HOSTILE, identity: HOSTILE },
  revision: 'dead`|beef',
  message: `view ${HOSTILE} is still there`,
  differences: [
    { property: HOSTILE, old: HOSTILE, new: null },
    { property: 'definition', old: 'SELECT 1;\n```\n</details>', new: `SELECT 2;\n\`\`\`\`\n${HOSTILE}` },
  ],
  help: `Ask @octocat about \`${HOSTILE}\`, see #12 or www.evil.example; 1. it [links](https://evil.example).`,
  fix: { function: 'downgrade', sql: [`DROP VIEW "${HOSTILE}"`, "SELECT 'a :b', '\\:c'"], tried: false },
  location: { file: 'migrations/a (1)#[x].py', line: 3, endLine: 3 },
})

const NO_KEY = {
  indexes: [],
  concurrently: false,
  because: 'it has no unique index',
  reads: ['public.daily_usage_matview'],
}

/** A view that a table and a materialized view feed, one on top, one dropped, and one that the migrations leave alone. */
const VIEWS: Partial<CheckResult> = {
  materializedViews: [
    view('public.daily_usage_matview', { rows: 12_345, bytes: 1_048_576 }),
    view('public.monthly_usage', { ...NO_KEY, revision: '5b6c7d8e9f00' }),
    view('public.yearly_usage', { revision: null, reads: ['public.monthly_usage', 'public.users'] }),
  ],
  dependencies: [
    relation('table', 'public.message_usages'),
    relation('materialized view', 'public.daily_usage_matview', ['public.message_usages'], 'recreated'),
    relation('materialized view', 'public.monthly_usage', ['public.daily_usage_matview'], 'created'),
    relation('view', 'public.report', ['public.daily_usage_matview', 'public.monthly_usage']),
    relation('materialized view', 'public.weekly_usage', ['public.message_usages'], 'dropped'),
  ],
}

const HOSTILE_VIEWS: Partial<CheckResult> = {
  materializedViews: [
    view(HOSTILE, { revision: 'dead`|beef', indexes: [{ name: HOSTILE, unique: false }], reads: [HOSTILE] }),
  ],
  dependencies: [
    relation('table', 'end'),
    relation('foreign table', '"1. x"];%%{init}%% --> n1'),
    relation('materialized view', HOSTILE, ['end', '"1. x"];%%{init}%% --> n1'], 'altered'),
  ],
}

function shards(): CheckResult {
  const part = (postgresql: string, index: number, found: readonly Finding[]): CheckResult =>
    result({ environment: { ...ENVIRONMENT, postgresql }, shard: { index, total: 2 }, findings: found })
  return mergeResults([
    part('14.19', 1, [leftBehind]),
    part('14.19', 2, [upgradeFails]),
    part('17.10', 1, [leftBehind]),
  ])
}

function crowd(): CheckResult {
  const revisions = history(400)
  const findings = revisions
    .slice(0, 240)
    .map(({ id }, at) =>
      finding({ ...(at < 40 ? restoredDifferently : warning), revision: id, fingerprint: id }),
    )
  return result({ revisions, findings })
}

const COMMIT = 'https://github.com/acme/shop/blob/5f1d3c'

/** Every situation by name. */
export const SITUATIONS: Readonly<Record<string, Situation>> = {
  'all-clean': { result: result() },
  'left-behind': { result: result({ findings: [leftBehind] }), options: { commitUrl: COMMIT } },
  'restored-differently': { result: result({ findings: [restoredDifferently] }) },
  'upgrade-fails': {
    result: result({
      findings: [upgradeFails],
      walk: null,
      revisions: [
        applied('8c1e22f07b31', 'create message_usages'),
        revision('3f2a9c81d0aa', 'add daily usage', 'failed', 'skipped', 'skipped'),
        revision('5b6c7d8e9f00', 'report on daily usage', 'blocked', 'blocked', 'blocked'),
      ],
    }),
  },
  'empty-downgrade': {
    result: result({
      findings: [oneWay, noop],
      revisions: [
        revision('8c1e22f07b31', 'create message_usages'),
        revision('77aa01bc9e55', 'drop raw rows', 'passed', 'skipped', 'skipped'),
        revision('3f2a9c81d0aa', 'add daily usage'),
      ],
      walk: { status: 'passed', revisions: 1, stoppedAt: '77aa01bc9e55', milliseconds: 21 },
      unusedIgnores: [{ file: FILE, line: 5, rule: 'left-behind' }],
    }),
  },
  'full-walk-fails': {
    result: result({
      findings: [walkFails],
      walk: { status: 'failed', revisions: 2, stoppedAt: null, milliseconds: 21 },
    }),
  },
  'materialized-views': { result: result({ findings: [warning], ...VIEWS }) },
  'warnings-only': { result: result({ findings: [warning] }) },
  'hostile-names': {
    result: result({
      findings: [hostile],
      revisions: [revision('dead`|beef', HOSTILE), revision('3f2a9c81d0aa', 'add daily usage')],
      ...HOSTILE_VIEWS,
    }),
    options: { commitUrl: COMMIT },
  },
  'merged-matrix': { result: shards() },
  'too-much-for-a-comment': {
    result: crowd(),
    options: { maxBytes: 8_000, pointer: 'The job summary has the whole report.' },
  },
}
