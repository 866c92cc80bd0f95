/** `npm run bench -- snapshot`: what a full and an incremental snapshot cost, by the number of relations, and their share in a check. */
import pg from 'pg'
import { writeProject } from './project.mjs'
import { median } from './tools.mjs'

/** A table with its primary key, and a materialized view on it with its unique index: four relations. */
const UNIT = `create table t%1$s (id bigint primary key, user_id bigint not null, at timestamp not null, amount numeric);
create materialized view m%1$s as select user_id, at::date as day, count(*) as n, sum(amount) as total from t%1$s group by 1, 2;
create unique index um%1$s on m%1$s (user_id, day)`

/** Fewer than max_locks_per_transaction allows in one transaction. */
const BATCH = 100

async function fill(client, relations) {
  for (let from = 0; from < relations / 4; from += BATCH) {
    const to = Math.min(from + BATCH, relations / 4) - 1
    await client.query(
      `do $do$ begin for i in ${from}..${to} loop execute format($f$${UNIT}$f$, i); end loop; end $do$`,
    )
  }
}

async function milliseconds(work) {
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function repeat(times, work) {
  const all = []
  for (let index = 0; index < times; index++) all.push(await work(index))
  return median(all)
}

/** Median milliseconds for a database of so many relations. `how`: what tells the changes, `WAL` or `scan`. */
async function measureSnapshots(server, relations, how) {
  const { openSnapshots, openWalWatch } = await import('../../src/snapshot/index.ts')
  const { clientConfig } = await import('../../src/model/server.ts')
  const database = await server.create()
  const client = new pg.Client(clientConfig(database))
  await client.connect()
  await fill(client, relations)
  const watch = how === 'WAL' ? await openWalWatch(server) : null
  const open = () => openSnapshots(database, { schema: null, name: 'alembic_version' }, watch)
  const full = await repeat(3, async () => {
    const fresh = await open()
    return milliseconds(() => fresh.take()).finally(() => fresh.close())
  })
  const reader = await open()
  await reader.take()
  const added = await repeat(15, async (index) => {
    await client.query(UNIT.replaceAll('%1$s', `x${index}`))
    return milliseconds(() => reader.take())
  })
  const dropped = await repeat(15, async (index) => {
    await client.query(`drop table tx${index} cascade`)
    return milliseconds(() => reader.take())
  })
  await client.query(`create table base (id int, a int); create view on_base as select a from base`)
  await reader.take()
  const changing = (sql) =>
    repeat(6, async (index) => {
      await client.query(sql(index))
      return milliseconds(() => reader.take())
    })
  // Added and dropped in turn.
  const column = await changing((index) =>
    index % 2 === 0 ? 'alter table base add more int' : 'alter table base drop more',
  )
  const renamed = await changing((index) => `alter table base rename a${index || ''} to a${index + 1}`)
  const nothing = await repeat(15, () => milliseconds(() => reader.take()))
  await reader.close()
  await watch?.close()
  await client.end()
  await server.drop(database)
  return { full, added, dropped, column, renamed, nothing }
}

export async function printSnapshots(bench, { revisions, rounds }) {
  const { server } = bench
  console.log(`PostgreSQL ${server.version}, median milliseconds of one snapshot\n`)
  for (const how of ['WAL', 'scan']) {
    console.log(`${how.padEnd(9)}      full   4 added   4 dropped   a column   a rename   nothing new`)
    for (const relations of [1000, 12000]) {
      const { full, added, dropped, column, renamed, nothing } = await measureSnapshots(
        server,
        relations,
        how,
      )
      const cells = [
        [relations, 9],
        [full, 10],
        [added, 10],
        [dropped, 12],
        [column, 11],
        [renamed, 11],
        [nothing, 14],
      ]
      console.log(
        cells.map(([number, width]) => String(Math.round(number * 10) / 10).padStart(width)).join(''),
      )
    }
  }
  const config = await writeProject(bench.folder, revisions)
  const shares = []
  for (let round = 0; round < rounds; round++) {
    const { seconds, snapshots } = await bench.check(config)
    shares.push(snapshots / seconds)
  }
  const share = Math.round(median(shares) * 100)
  console.log(`\nshare of the snapshots in a whole check of ${revisions} revisions: ${share} %`)
}
