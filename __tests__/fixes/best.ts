import { serverMajor } from '../support/database.js'

/** A function that stands on the materialized view `daily`: by its body, or before 14, which knows none in standard SQL, by its result. */
export const BEST =
  (await serverMajor()) >= 14
    ? 'create function best() returns bigint language sql begin atomic select max(n) from daily; end'
    : `create function best() returns setof daily language sql as 'select * from daily'`
