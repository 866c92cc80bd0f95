import type { Statement, Thing, ThingKind } from './model.js'
import { thing, type Place } from './thing.js'

type Maker = (place: Place) => Thing | null

/** A kind that takes one statement to make; `@` in it is its name. */
const plain =
  (kind: ThingKind, make: string, drop: string): Maker =>
  (place) =>
    thing(place, kind, (id) => ({ sql: make.replaceAll('@', `{${id}}`) }), drop, { canBeRenamed: false })

/** The same for what stands on something of another kind, `$` in it. */
const on =
  (below: ThingKind, kind: ThingKind, make: string, drop: string): Maker =>
  (place) => {
    const fit = place.model
      .all(below)
      .filter((one) => place.visible(one) && !one.define.sql.includes('UNLOGGED'))
    if (fit.length === 0) return null
    const { id: one } = place.random.pick(fit)
    const define = (id: number): Statement => ({
      sql: make.replaceAll('@', `{${id}}`).replaceAll('$', `{${one}}`),
    })
    return thing(place, kind, define, drop, { canBeRenamed: false, needs: [one] })
  }

const ORDER =
  'OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int4, int4)'

/** The objects that migrations seldom make. */
export const OBJECTS: readonly Maker[] = [
  plain('range', 'CREATE TYPE @ AS RANGE (SUBTYPE = integer)', 'DROP TYPE #'),
  plain(
    'procedure',
    'CREATE PROCEDURE @(n integer) LANGUAGE sql AS $$ SELECT n + 1 $$',
    'DROP PROCEDURE #(integer)',
  ),
  plain(
    'aggregate',
    'CREATE AGGREGATE @(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = 0)',
    'DROP AGGREGATE #(integer)',
  ),
  plain(
    'operator',
    'CREATE OPERATOR @ (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq)',
    'DROP OPERATOR # (integer, integer)',
  ),
  // A class makes a family of its name, which outlives it; with the family goes the class.
  plain(
    'operator family',
    `CREATE OPERATOR CLASS @ FOR TYPE integer USING btree AS ${ORDER}`,
    'DROP OPERATOR FAMILY # USING btree',
  ),
  plain('collation', `CREATE COLLATION @ (PROVIDER = libc, LOCALE = 'C')`, 'DROP COLLATION #'),
  plain(
    'text search dictionary',
    'CREATE TEXT SEARCH DICTIONARY @ (TEMPLATE = simple, STOPWORDS = english)',
    'DROP TEXT SEARCH DICTIONARY #',
  ),
  plain(
    'text search configuration',
    'CREATE TEXT SEARCH CONFIGURATION @ (COPY = simple)',
    'DROP TEXT SEARCH CONFIGURATION #',
  ),
  plain('foreign-data wrapper', 'CREATE FOREIGN DATA WRAPPER @', 'DROP FOREIGN DATA WRAPPER #'),
  on(
    'foreign-data wrapper',
    'server',
    `CREATE SERVER @ FOREIGN DATA WRAPPER $ OPTIONS (place 'a1')`,
    'DROP SERVER #',
  ),
  on(
    'server',
    'foreign table',
    `CREATE FOREIGN TABLE @ (id integer NOT NULL, c1 text DEFAULT 'x') SERVER $ OPTIONS (part 'b1')`,
    'DROP FOREIGN TABLE #',
  ),
  on('table', 'publication', `CREATE PUBLICATION @ FOR TABLE $`, 'DROP PUBLICATION #'),
  plain('large object', 'SELECT lo_create(@)', 'SELECT lo_unlink(#)'),
]
