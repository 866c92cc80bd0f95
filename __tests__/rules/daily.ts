/** A materialized view over a table, and the unique index by which it can be refreshed concurrently. */
export const USAGES = 'create table usages (id int primary key, user_id int, at timestamp, note text)'
export const DAILY =
  'create materialized view daily as select user_id, at::date as day, count(*) as n from usages group by 1, 2'
export const UNIQUE = 'create unique index idx on daily (user_id, day)'
export const MADE = `${DAILY}; ${UNIQUE}`
