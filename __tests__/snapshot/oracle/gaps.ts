/** Changes that pg_dump sees and the snapshot does not, each with the reason. One that is mended must leave the list. */
export const GAPS: ReadonlyMap<string, string> = new Map([
  [`alter subscription sub_one connection 'dbname=elsewhere'`, 'A connection may hold a password.'],
  ['grant execute on function app.hstore(record) to bob', 'Members of an extension are left out everywhere.'],
])
