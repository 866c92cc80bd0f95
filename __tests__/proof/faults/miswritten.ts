import type { Revision } from '../history.js'
import type { Statement } from '../model.js'
import type { Random } from '../random.js'

/** The parts of a revision that a fault changes, and the change in words. */
export type Broken = Partial<Pick<Revision, 'up' | 'back'>> & { readonly what: string }
/** Breaks a revision in one way; null where that does not fit. */
export type Mutator = (revision: Revision, random: Random) => Broken | null

/** Changes one statement of the downgrade that `fits`; `change` gives null for leaving it out. */
function downgrade(fits: RegExp, change: (sql: string, random: Random) => string | null): Mutator {
  return ({ back }, random) => {
    const at = back.flatMap((one, index) => (fits.test(one.sql) ? [index] : []))
    if (at.length === 0) return null
    const index = random.pick(at)
    const old = back[index] as Statement
    const sql = change(old.sql, random)
    if (sql === old.sql) return null
    const now: Statement[] =
      sql === null
        ? []
        : [
            {
              sql,
              ...(old.alone ? { alone: true } : {}),
              ...(old.part === undefined ? {} : { part: old.part }),
            },
          ]
    return {
      back: [...back.slice(0, index), ...now, ...back.slice(index + 1)],
      what: `${old.sql} => ${sql ?? 'nothing'}`,
    }
  }
}

const swap =
  (from: RegExp, to: string): ((sql: string) => string) =>
  (sql) =>
    sql.replace(from, to)

/** Ways of writing one statement of the downgrade wrongly. */
export const MISWRITTEN: Readonly<Record<string, Mutator>> = {
  'a line dropped': downgrade(/./, () => null),
  'an index forgotten': downgrade(/^CREATE (UNIQUE )?INDEX/, () => null),
  'a grant lost': downgrade(/^(GRANT|REVOKE)/, () => null),
  'a comment lost': downgrade(/^COMMENT/, () => null),
  'a drop forgotten': downgrade(/^(DROP|ALTER .* DROP )/, () => null),
  'another comment': downgrade(/^COMMENT .*'$/, swap(/'$/, ` changed'`)),
  'another privilege': downgrade(
    /^GRANT (SELECT|UPDATE)/,
    swap(/^GRANT (SELECT|UPDATE)/, 'GRANT REFERENCES'),
  ),
  'another definition': downgrade(/^CREATE .*(100|count\(\*\) >|LANGUAGE)/, (sql) =>
    sql.replace(
      /< 100|count\(\*\) >|SELECT n|BEGIN/,
      (found) =>
        ({ '< 100': '< 101', 'count(*) >': 'count(*) > 1 +', 'SELECT n': 'SELECT -n' })[found] ??
        'BEGIN NULL;',
    ),
  ),
  'a column more': downgrade(/^CREATE (MATERIALIZED )?VIEW/, swap(/ FROM /, `, 'x' AS surplus FROM `)),
  'IF EXISTS with a typo': downgrade(/^DROP \w+( VIEW)? (?!CONCURRENTLY)/, (sql) =>
    sql.replace(/^(DROP (?:MATERIALIZED VIEW|\w+)) (?:(\w+\.)?("?)(\w| ))/, '$1 IF EXISTS $2$3x$4'),
  ),
  'a typo': downgrade(/^DROP \w+/, (sql) => sql.replace(/(\w)("?(\(.*\))?)$/, 'x$2')),
  CASCADE: downgrade(/^DROP (?!TRIGGER|RULE|POLICY|INDEX CONC)/, (sql) => `${sql} CASCADE`),
  'plain for unique': downgrade(/UNIQUE INDEX/, swap(/UNIQUE INDEX/, 'INDEX')),
  'another order of the index': downgrade(
    /^CREATE (UNIQUE )?INDEX (?!.* hash )[^()]*\([\w, ]*\w\)$/,
    swap(/(\w)\)$/, '$1 DESC)'),
  ),
  'an index on everything': downgrade(/^CREATE .*INDEX .* WHERE/, swap(/ WHERE .*$/, '')),
  'options lost': downgrade(/ (WITH|INCLUDE) \(/, swap(/ (WITH|INCLUDE) \([^)]*\)/, '')),
  'WITH NO DATA': downgrade(/^CREATE MATERIALIZED VIEW/, (sql) =>
    sql.endsWith('WITH NO DATA') ? sql.replace(' WITH NO DATA', '') : `${sql} WITH NO DATA`,
  ),
  'a table for a view': downgrade(/^CREATE MATERIALIZED VIEW/, swap(/MATERIALIZED VIEW/, 'TABLE')),
  'a view for a materialized view': downgrade(/^CREATE MATERIALIZED VIEW/, swap(/MATERIALIZED /, '')),
  'another type': downgrade(
    /^(CREATE TABLE|ALTER .* ADD COLUMN)/,
    swap(/(integer|text|bigint|numeric\(10,2\))(?=[ ,)]|$)/, 'smallint'),
  ),
  'null allowed': downgrade(
    /^(CREATE (UNLOGGED )?TABLE|ALTER .* ADD COLUMN|ALTER DOMAIN) .* NOT NULL/,
    swap(/ NOT NULL/, ''),
  ),
  'default lost': downgrade(/ DEFAULT ('?\w+'?)/, swap(/ DEFAULT ('?\w+'?)/, '')),
  'another default': downgrade(/SET DEFAULT \d/, swap(/\d+$/, '4711')),
  'another option': downgrade(/= \d+\)/, swap(/= \d+/, '= 55')),
  'another constraint': downgrade(/CHECK|FOREIGN KEY|DEFERRABLE/, (sql) =>
    sql.includes('CHECK')
      ? sql.replace(/([<>]) (\d+)/, '$1 1$2')
      : sql.includes(' ON ')
        ? sql.replace(/ ON .*/, '')
        : sql.replace(/ DEFERRABLE.*/, ''),
  ),
  'the wrong trigger': downgrade(/^CREATE TRIGGER/, swap(/INSERT|UPDATE OF id/, 'UPDATE')),
  'another label': downgrade(/AS ENUM/, swap(/'high'/, `'hihg'`)),
  'another sequence': downgrade(/^CREATE SEQUENCE/, swap(/INCREMENT \d+/, 'INCREMENT 77')),
  'another grantee': downgrade(/^GRANT .* TO pg_monitor/, swap(/pg_monitor/, 'pg_read_all_stats')),
  'grant option lost': downgrade(/ WITH GRANT OPTION/, swap(/ WITH GRANT OPTION/, '')),
  'another schema': downgrade(
    /^CREATE (TABLE|SEQUENCE|TYPE|DOMAIN|VIEW|MATERIALIZED VIEW) (\w+|"[^"]+")\./,
    swap(/ (\w+|"[^"]+")\./, ' public.'),
  ),
  'another column of the index': downgrade(
    /^CREATE (UNIQUE )?INDEX [^()]*\((?!id)\w+\)/,
    swap(/\(\w+\)/, '(id)'),
  ),
  'logged after all': downgrade(/^CREATE UNLOGGED/, swap(/ UNLOGGED/, '')),
  'not valid': downgrade(/ ADD .*CHECK .*\)$/, swap(/$/, ' NOT VALID')),
  'valid after all': downgrade(/ NOT VALID$/, swap(/ NOT VALID$/, '')),
  'another name': downgrade(/ RENAME (COLUMN \S+ )?TO \w+$/, swap(/$/, '_old')),
  'kept under another name': downgrade(
    /^DROP (TABLE|VIEW|MATERIALIZED VIEW|SEQUENCE|INDEX) (?!CONC)/,
    swap(/^DROP (.*)$/, 'ALTER $1 RENAME TO kept_as_it_was'),
  ),
  'an error swallowed': downgrade(
    /^DROP (?!.* CONCURRENTLY)/,
    (sql) => `DO $do$ BEGIN ${sql}; PERFORM 1/0; EXCEPTION WHEN OTHERS THEN NULL; END $do$`,
  ),
  'another mapping': downgrade(/^(CREATE|ALTER) TEXT SEARCH/, swap(/\bsimple\b/, 'english')),
  'another place': downgrade(/^CREATE (SERVER|FOREIGN TABLE)/, swap(/'[ab]1'/, `'z9'`)),
  'another routine': downgrade(/^CREATE (AGGREGATE|OPERATOR \S+ \(|PROCEDURE)/, (sql) =>
    sql
      .replace(/int4pl/, 'int4mi')
      .replace(/int4eq/, 'int4ne')
      .replace(/n \+ 1/, 'n - 1'),
  ),
  'a policy for all': downgrade(/^CREATE POLICY/, swap(/ FOR SELECT/, '')),
  'statistics of one sort': downgrade(/^CREATE STATISTICS/, swap(/ ON /, ' (ndistinct) ON ')),
}
